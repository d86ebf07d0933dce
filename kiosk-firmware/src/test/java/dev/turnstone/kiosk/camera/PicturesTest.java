package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.Pictures.UnreadablePicture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {
    @Test
    void aTransparentPictureIsSeenOnWhitePaper() throws Exception {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 1, 0xFF000000);

        Luma luma = Pictures.read(encode(image, "png"));

        assertEquals(255, luma.at(0, 0));
        assertEquals(0, luma.at(1, 1));
    }

    @Test
    void coloursAreWeighedAsEyesWeighThem() throws Exception {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, Color.RED.getRGB());
        image.setRGB(1, 0, Color.GREEN.getRGB());
        image.setRGB(2, 0, Color.BLUE.getRGB());

        Luma luma = Pictures.read(encode(image, "png"));

        assertTrue(luma.at(1, 0) > luma.at(0, 0) && luma.at(0, 0) > luma.at(2, 0));
    }

    @Test
    void aPhotographLargerThanACamerasFrameIsReducedToOne() throws Exception {
        BufferedImage image = new BufferedImage(4000, 3000, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D brush = image.createGraphics();
        brush.setColor(Color.WHITE);
        brush.fillRect(0, 0, 2000, 3000);
        brush.dispose();

        Luma luma = Pictures.read(encode(image, "jpeg"));

        assertEquals(1333, luma.width());
        assertTrue(luma.at(100, 500) > 250 && luma.at(1200, 500) < 5);
    }

    @Test
    void aFileThatIsNoPictureSaysSo() {
        UnreadablePicture fault =
                assertThrows(UnreadablePicture.class, () -> Pictures.read("<html>".getBytes(StandardCharsets.UTF_8)));

        assertTrue(fault.toString().contains("neither a PNG nor a JPEG"), fault.toString());
    }

    @Test
    void aDamagedPictureSaysSo() throws Exception {
        byte[] whole = encode(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png");

        assertThrows(UnreadablePicture.class, () -> Pictures.read(Arrays.copyOf(whole, 50)));
    }

    @Test
    void aSmallFileThatUnpacksToAHugePictureIsNotUnpacked() throws Exception {
        byte[] file = encode(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY), "png");
        // Width and height stand at offsets 16 and 20 of every PNG.
        file[16] = 0;
        file[17] = 1;
        file[20] = 0;
        file[21] = 1;

        UnreadablePicture fault = assertThrows(UnreadablePicture.class, () -> Pictures.read(file));

        assertTrue(fault.toString().contains("too large"), fault.toString());
    }

    @Test
    void aPaddedPlaneIsReadRowByRow() {
        Luma padded = new Luma(new byte[] {1, 2, 99, 3, 4}, 2, 2, 3);

        assertEquals(3, padded.at(0, 1));
        assertEquals(4, Pictures.luma(Pictures.image(padded)).at(1, 1));
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, out));
        return out.toByteArray();
    }
}
