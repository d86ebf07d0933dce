package dev.turnstone.rehearsal.lane;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.text.Language;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import dev.turnstone.turnstile.lane.Duty;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.Lanes;
import dev.turnstone.turnstile.record.LaneRecord;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import dev.turnstone.turnstile.technician.Pin;
import dev.turnstone.turnstile.technician.Technician;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The technician's page of a lane, in a real browser, on a phone and on a desk, in both languages. */
class TechnicianPageTest {
    private static final String PIN = "481516";
    private static final List<Size> SIZES = List.of(new Size("phone", 390, 844), new Size("desk", 1280, 900));

    /** Where pictures are left for whoever wants to look; nowhere unless asked. */
    private static final Optional<Path> ALBUM =
            Optional.ofNullable(System.getenv("TURNSTONE_SCREENSHOTS")).map(Path::of);

    private static Chromium chromium;

    private final LaneSettings settings = LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty());
    private final Lane lane = Lanes.open(settings);
    private final Random random = new Random(11);
    private final Config config = Config.ofEnvironment(
            Map.of("TURNSTONE_TECHNICIAN_PIN", Pin.of(PIN, random).kept()));
    private final LaneRecord record;
    private final HttpShell shell;

    TechnicianPageTest(@TempDir Path folder) {
        record = LaneRecord.open(folder, InstantSource.system());
        lane.listen(record::add);
        shell = HttpShell.named("lane")
                .routes(Technician.page(config, lane, settings, record, random)::routing)
                .start();
    }

    private record Size(String name, int width, int height) {}

    @BeforeAll
    static void openBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void stop() {
        shell.close();
        lane.close();
        record.close();
    }

    @Test
    void thePageFitsAtEverySizeInBothLanguagesAndAxeFindsNothing() {
        lane.simulate(SimulatedAct.PUSH);
        for (Size size : SIZES) {
            for (Language language : Language.values()) {
                String what = size.name + "-" + language.tag();
                try (BrowserContext context = context(size)) {
                    Page page = context.newPage();
                    page.navigate(shell.uri() + "/technician?lang=" + language.tag());
                    examine(page, what + "-pin");
                    page.locator("#pin").fill("000000");
                    page.locator(".sign-in button").click();
                    page.locator("#pin-fault").waitFor();
                    examine(page, what + "-wrong");
                    enter(page);
                    lane.simulate(SimulatedAct.PUSH);
                    page.locator("#changes time").first().waitFor();
                    examine(page, what + "-page");
                    lane.emergencyRelease();
                    page.locator(".standing--emergency").waitFor();
                    examine(page, what + "-emergency");
                    lane.resetAfterFire();
                }
            }
        }
    }

    @Test
    void anOutputIsTriedInATestThatClosesTheLaneMeanwhile() {
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = signedIn(context);
            Locator relay = page.locator(".output[data-line=relay-in]");
            assertTrue(relay.locator("button").isDisabled());
            page.locator("[data-idle]").click();
            page.locator(".output[data-line=relay-in] button:not([disabled])").click();
            page.locator(".output[data-line=relay-in].is-on").waitFor();
            assertEquals(Duty.UNDER_TEST, lane.view().duty());
            assertEquals(LaneState.OUT_OF_SERVICE, lane.state());
            album(page, "phone-en-test");
            page.locator("[data-testing]").click();
            page.locator(".output[data-line=relay-in] button[disabled]").waitFor();
            assertEquals(Duty.SERVING, lane.view().duty());
        }
    }

    @Test
    void aSensorThatMovesIsSeenAtOnceAndInTheTrace() {
        try (BrowserContext context = context(SIZES.getLast())) {
            Page page = signedIn(context);
            lane.simulate(SimulatedAct.FIRE);
            page.locator(".strip[data-line=fire].is-on").waitFor();
            page.locator("#standing h2", hasText("fire contact is open")).waitFor();
            lane.simulate(SimulatedAct.FIRE_OVER);
            page.locator("#standing h2", hasText("waiting for a reset")).waitFor();
            page.locator("button[value=reset]").click();
            page.locator("#standing h2", hasText("Locked")).waitFor();
            // The trace is drawn a moment after what it shows.
            assertThat(page.locator(".strip[data-line=fire] path"))
                    .hasAttribute("d", Pattern.compile("M0 14H.*V2.*V14H300"));
        }
    }

    @Test
    void aRefusalSaysWhatToDoAndAnEmergencyIsAskedForTwice() {
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = signedIn(context);
            Locator release = page.locator("button[value=emergency-release]");
            release.click();
            page.locator("button[value=emergency-release]", hasText("Press again"))
                    .waitFor();
            assertEquals(LaneState.LOCKED, lane.state());
            release.click();
            page.locator(".standing--emergency").waitFor();
            page.locator("[data-idle]").click();
            page.locator("#toast", hasText("An emergency stands.")).waitFor();
        }
    }

    @Test
    void aLaneThatStopsAnsweringIsSaidToBeSilent() {
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = signedIn(context);
            shell.close();
            page.locator("#pulse", hasText("Not live")).waitFor();
        }
    }

    private static Page.LocatorOptions hasText(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private Page signedIn(BrowserContext context) {
        Page page = context.newPage();
        page.navigate(shell.uri() + "/technician?lang=en");
        enter(page);
        return page;
    }

    private static void enter(Page page) {
        page.locator("#pin").fill(PIN);
        page.locator(".sign-in button").click();
        page.locator(".pulse--live").waitFor();
    }

    private static BrowserContext context(Size size) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(size.width, size.height)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    private static void examine(Page page, String what) {
        album(page, what);
        assertEquals(List.of(), Flaws.of(new AxeBuilder(page)), what);
        assertEquals(
                true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what + " scrolls sideways");
    }

    private static void album(Page page, String what) {
        ALBUM.ifPresent(folder -> page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(folder.resolve("technician-%s.png".formatted(what)))));
    }
}
