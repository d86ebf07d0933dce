package dev.turnstone.rehearsal.site;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.sight.ZxingReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A browser with storage of its own, at the size of a phone or of a desk's screen. */
record Phone(BrowserContext context, Page page) implements AutoCloseable {
    /** Where pictures of the pages are left for whoever wants to look; nowhere unless asked. */
    private static final Optional<Path> ALBUM =
            Optional.ofNullable(System.getenv("TURNSTONE_SCREENSHOTS")).map(Path::of);

    static Phone upright(Browser browser) {
        return sized(browser, 390, 844);
    }

    static Phone desk(Browser browser) {
        return sized(browser, 1280, 800);
    }

    private static Phone sized(Browser browser, int width, int height) {
        BrowserContext context = browser.newContext(
                // What is still rising is half transparent: whoever measures contrast then measures the moment.
                new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setDeviceScaleFactor(2)
                        .setReducedMotion(ReducedMotion.REDUCE));
        return new Phone(context, context.newPage());
    }

    /** What a gate's camera reads off this canvas: its own pixels, since a picture of the screen may fail on a busy machine. */
    static String readOff(Locator canvas) {
        try {
            String drawn = (String) canvas.evaluate("each => each.toDataURL('image/png')");
            byte[] png = Base64.getDecoder().decode(drawn.substring(drawn.indexOf(',') + 1));
            BufferedImage seen = ImageIO.read(new ByteArrayInputStream(png));
            byte[] luma = new byte[seen.getWidth() * seen.getHeight()];
            for (int y = 0; y < seen.getHeight(); y++) {
                for (int x = 0; x < seen.getWidth(); x++) {
                    luma[y * seen.getWidth() + x] = (byte) (seen.getRGB(x, y) >> 8);
                }
            }
            return new ZxingReader()
                    .read(Luma.packed(luma, seen.getWidth(), seen.getHeight()))
                    .orElseThrow(() -> new AssertionError("no code is seen"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void picture(String name) {
        ALBUM.ifPresent(folder ->
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve(name + ".png"))));
    }

    @Override
    public void close() {
        context.close();
    }
}
