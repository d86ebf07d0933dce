package dev.turnstone.rehearsal.lane;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForSelectorOptions;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.guest.Advice;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.kiosk.guest.Faces;
import dev.turnstone.kiosk.guest.GuestRoutes;
import dev.turnstone.kiosk.guest.GuestScreen;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every face of the guest's screen, in a real browser, at the three sizes, in both languages. */
class GuestScreenTest {
    private static final Logger log = LoggerFactory.getLogger(GuestScreenTest.class);
    private static final Instant ENTERED = Instant.parse("2026-11-22T03:04:00Z");
    private static final ZonedDateTime TONIGHT =
            ENTERED.plus(Duration.ofHours(1)).atZone(ZoneId.of("America/Mexico_City"));
    private static final List<Size> SIZES = List.of(new Size(480, 800), new Size(800, 480), new Size(1080, 1920));

    /** Where pictures of every screen are left for whoever wants to look; nowhere unless asked. */
    private static final Optional<Path> ALBUM =
            Optional.ofNullable(System.getenv("TURNSTONE_SCREENSHOTS")).map(Path::of);

    private static Chromium chromium;

    private final GuestScreen screen = new GuestScreen(Messages.bundle("kiosk"), false);
    private HttpShell shell;

    private record Size(int width, int height) {}

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

    @BeforeEach
    void start() {
        shell = serve(0);
        screen.event("Maguey · Saturday");
    }

    @AfterEach
    void stop() {
        screen.close();
        shell.close();
    }

    @Test
    void everyFaceFitsAtEverySizeInBothLanguagesAndAxeFindsNothing() {
        for (Size size : SIZES) {
            for (Language language : Language.values()) {
                try (BrowserContext context = context(size)) {
                    Page page = open(context, language);
                    int number = 0;
                    for (Face face : faces()) {
                        String what = "%d×%d %s %s".formatted(size.width, size.height, language.tag(), face.title());
                        screen.show(face);
                        await(page, face);
                        assertEquals(List.of(), spills(page), what);
                        number++;
                        album(page, size, language, number);
                    }
                    assertEquals(List.of(), Flaws.of(new AxeBuilder(page)), size + " " + language);
                }
            }
        }
    }

    @Test
    void everyMoodIsReadableByAxesMeasureOfContrast() {
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = open(context, Language.EN);
            for (Face face : faces()) {
                screen.show(face);
                await(page, face);
                assertEquals(
                        List.of(), Flaws.of(new AxeBuilder(page)), face.title().key());
            }
        }
    }

    @Test
    void theAnswerIsSaidToAScreenReader() {
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = open(context, Language.ES);
            Face used = Faces.of(
                    new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(new GateId("B"), ENTERED)), Direction.IN, TONIGHT);
            screen.show(used);
            await(page, used);

            assertEquals(
                    "Ya se usó. 21:04 · Puerta B. Enséñalo al personal en el mostrador",
                    page.locator("[role=status]").textContent());
        }
    }

    @Test
    void aGuestChoosesALanguageAndHighContrastByKeyboardToo() {
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = open(context, Language.EN);
            page.locator("[data-language=es]").focus();
            page.keyboard().press("Enter");
            page.locator(".prompt__title", new Page.LocatorOptions().setHasText("Muestra tu boleto"))
                    .waitFor();
            assertEquals("es", page.evaluate("document.documentElement.lang"));
            page.locator("[data-toggle=contrast]").click();

            assertEquals(true, page.evaluate("document.body.classList.contains('is-contrast')"));
            assertEquals(List.of(), Flaws.of(new AxeBuilder(page)));
        }
    }

    @Test
    void aGateThatStopsAnsweringSaysSoAndComesBackByItself() {
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = open(context, Language.EN);
            int port = shell.port();
            shell.close();
            page.locator(".answer__title", new Page.LocatorOptions().setHasText("A short break"))
                    .waitFor();

            shell = serve(port);
            await(page, Faces.IDLE);
            assertTrue(page.locator(".answer").isHidden());
        }
    }

    @Test
    void aReloadInTheMiddleOfAnAnswerShowsTheSameAnswer() {
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = open(context, Language.EN);
            Face party = Faces.of(new Admit(2, 4), Direction.IN, TONIGHT);
            screen.show(party);
            await(page, party);
            page.reload();

            await(page, party);
            assertThat(page.locator("[data-part=party] i")).hasCount(4);
            assertThat(page.locator("[data-part=party] i.is-in")).hasCount(2);
        }
    }

    @Test
    void adviceStandsUnderThePromptWithoutCoveringAnything() {
        long nanos = 0;
        for (Size size : SIZES) {
            for (Language language : Language.values()) {
                try (BrowserContext context = context(size)) {
                    Page page = open(context, language);
                    for (Advice advice : Advice.values()) {
                        nanos += Duration.ofSeconds(60).toNanos();
                        screen.advise(advice, nanos);
                        page.waitForFunction("key => document.body.dataset.advice === key", advice.name());
                        assertThat(page.locator(".answer")).isHidden();
                        assertEquals(List.of(), spills(page), size + " " + language + " " + advice);
                    }
                    album(page, size, language, 90);
                }
            }
        }
    }

    /** Told, not held to a time: a loaded machine says nothing about a kiosk. */
    @Test
    void theDelayFromTheDecisionToTheScreenIsMeasured() {
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = open(context, Language.EN);
            page.evaluate("""
                    () => { window.lit = []; new MutationObserver(() => {
                      if (!document.querySelector('.answer').hidden) requestAnimationFrame(() => window.lit.push(Date.now()));
                    }).observe(document.querySelector('.answer'), { attributes: true, attributeFilter: ['hidden'] }); }""");
            List<Long> delays = new ArrayList<>();
            for (int shown = 1; shown <= 20; shown++) {
                long decidedMillis = System.currentTimeMillis();
                screen.show(Faces.of(new Admit(1, 1), Direction.IN, TONIGHT));
                page.waitForFunction("count => window.lit.length >= count", shown);
                Number lit = (Number) page.evaluate("window.lit.at(-1)");
                delays.add(lit.longValue() - decidedMillis);
                screen.show(Faces.IDLE);
                await(page, Faces.IDLE);
            }
            delays.sort(null);
            log.info(
                    "From the decision to the first frame: median {} ms, worst {} ms",
                    delays.get(10),
                    delays.getLast());
            assertEquals(20, delays.size());
        }
    }

    @Test
    void theCamerasPictureOnTheScreenIsTooSmallToTellWhoIsInIt() throws Exception {
        byte[] grey = new byte[1_280 * 720];
        Arrays.fill(grey, (byte) 128);
        screen.picture(Luma.packed(grey, 1_280, 720), 1);
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = open(context, Language.EN);
            assertThat(page.locator(".aim__view")).isVisible();
            page.waitForFunction("() => document.querySelector('.aim__view').naturalWidth > 0");
            int width = ((Number) page.evaluate("document.querySelector('.aim__view').naturalWidth")).intValue();

            assertTrue(width <= 160, "width " + width);
        }
    }

    private HttpShell serve(int port) {
        return HttpShell.named("guest-screen")
                .listen("127.0.0.1", port)
                .routes(new GuestRoutes(screen, "A", () -> "Maguey · Saturday", Language.EN)::routing)
                .start();
    }

    private static BrowserContext context(Size size) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(size.width, size.height)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    private Page open(BrowserContext context, Language language) {
        Page page = context.newPage();
        page.navigate(shell.uri() + "/?lang=" + language.tag());
        page.waitForSelector(
                "body[data-link=up]", new WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
        return page;
    }

    private static void await(Page page, Face face) {
        String mood = face.mood().name().toLowerCase(Locale.ROOT);
        page.waitForFunction(
                """
                ([mood, key]) => document.querySelector('.gate').dataset.mood === mood
                    && document.body.dataset.face === key""", List.of(mood, face.title().key() + face.detail().key()));
    }

    /** What sticks out of the screen, or out of its own box. */
    @SuppressWarnings("unchecked")
    private static List<String> spills(Page page) {
        return (List<String>) page.evaluate("""
                () => [...document.querySelectorAll('main *')]
                    .filter((e) => e.getClientRects().length > 0 && !e.closest('.visually-hidden') && !e.closest('svg'))
                    .filter((e) => !document.querySelector('.answer:not([hidden])') || e.closest('.answer'))
                    .filter((e) => {
                      const box = e.getBoundingClientRect();
                      return box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1
                          || (e.children.length === 0 && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0);
                    })
                    .map((e) => e.className + ': ' + e.textContent.trim().slice(0, 40))""");
    }

    private static void album(Page page, Size size, Language language, int number) {
        ALBUM.ifPresent(folder -> page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(
                        "guest-%dx%d-%s-%02d.png".formatted(size.width, size.height, language.tag(), number)))));
    }

    private static List<Face> faces() {
        List<Decision> decisions = new ArrayList<>(List.of(new Admit(1, 1), new Admit(2, 4)));
        for (Reason reason : Reason.values()) {
            decisions.add(
                    switch (reason) {
                        case ALREADY_INSIDE, USED_UP -> new Refuse(reason, new Hint.Seen(new GateId("B"), ENTERED));
                        case WRONG_GATE -> new Refuse(reason, new Hint.Gates(List.of(new GateId("C"))));
                        case NOT_YET, EXPIRED, TOO_SOON -> new Refuse(reason, new Hint.Time(ENTERED));
                        default -> new Refuse(reason);
                    });
        }
        decisions.add(new Admit(9, 10));
        decisions.add(new Refuse(Reason.NOT_YET, new Hint.Time(ENTERED.plus(Duration.ofDays(30)))));
        decisions.add(new Refuse(
                Reason.USED_UP, new Hint.Seen(new GateId("Terraza-Norte"), ENTERED.minus(Duration.ofDays(20)))));
        decisions.add(new Refuse(
                Reason.WRONG_GATE, new Hint.Gates(List.of(new GateId("C"), new GateId("D"), new GateId("E")))));
        decisions.add(new Refer(Cause.STORAGE_FAULT));
        decisions.add(new Refer(Cause.OFFLINE_POLICY, new Hint.Home(new DeviceId("gate-b"))));
        List<Face> faces = new ArrayList<>(List.of(Faces.READING, Faces.MOMENT));
        decisions.forEach(decision -> faces.add(
                Faces.of(decision, Direction.IN, TONIGHT).withReference(decision instanceof Admit ? "" : "7Q2")));
        faces.addAll(List.of(
                Faces.AGAIN,
                Faces.CLOSED,
                Faces.OUT_OF_SERVICE,
                Faces.BLIND,
                Faces.LOOKED_AT,
                Faces.OPEN,
                Faces.EMERGENCY,
                Faces.IDLE));
        return faces;
    }
}
