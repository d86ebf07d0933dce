package dev.turnstone.rehearsal.lane;

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
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every face of the guest's screen, in a real browser, at the three sizes, in both languages. */
class GuestScreenTest {
    private static final ZoneId HOUSE = ZoneId.of("America/Mexico_City");
    private static final Instant ENTERED = Instant.parse("2026-11-22T03:04:00Z");
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
                    new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(new GateId("B"), ENTERED)), Direction.IN, HOUSE);
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
        decisions.add(new Refer(Cause.STORAGE_FAULT));
        decisions.add(new Refer(Cause.OFFLINE_POLICY, new Hint.Home(new DeviceId("gate-b"))));
        List<Face> faces = new ArrayList<>(List.of(Faces.READING, Faces.MOMENT));
        decisions.forEach(decision -> faces.add(
                Faces.of(decision, Direction.IN, HOUSE).withReference(decision instanceof Admit ? "" : "7Q2")));
        faces.addAll(List.of(Faces.AGAIN, Faces.CLOSED, Faces.EMERGENCY, Faces.IDLE));
        return faces;
    }
}
