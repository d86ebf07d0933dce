package dev.turnstone.rehearsal.lane;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.Ruling;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.kiosk.care.Ailment;
import dev.turnstone.kiosk.staff.Person;
import dev.turnstone.kiosk.staff.StandbyRoutes;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.text.Language;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The staff screen in a real browser, with a real journal and a simulated lane behind it. */
class StaffScreenTest {
    private static final Duration LOCK_AFTER = Duration.ofMinutes(2);
    private static final Instant ENTERED = Instant.parse("2026-11-22T02:31:00Z");
    private static final List<Size> SIZES =
            List.of(new Size(480, 800), new Size(800, 480), new Size(1280, 800), new Size(1080, 1920));

    /** Where pictures of every screen are left for whoever wants to look; nowhere unless asked. */
    private static final Optional<Path> ALBUM =
            Optional.ofNullable(System.getenv("TURNSTONE_SCREENSHOTS")).map(Path::of);

    private static Chromium chromium;

    @TempDir
    private Path data;

    private Optional<StaffedGate> opened = Optional.empty();

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

    @AfterEach
    void stop() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    @Test
    void aReferredGuestIsListedAtOnceAndLetInWithAReasonThatTheJournalKeeps() throws Exception {
        StaffedGate gate = gate(StaffedGate.ana());
        gate.hubSays = new Refer(Cause.IN_DOUBT);
        try (BrowserContext context = context(SIZES.get(2))) {
            Page page = signedIn(context, gate, Language.EN);
            gate.shows(7, 1);

            assertThat(page.locator(".guest strong")).hasText("Another lane has just been opened for it");
            Locator card = page.locator("[data-card]");
            assertThat(card.locator("h2")).hasText("Another lane has just been opened for it");
            assertThat(card).containsText("General admission");
            card.locator("[value=let-in]").click();
            assertThat(card.locator(".said")).hasText("Please say why first.");
            choose(card, "list");
            card.locator("input[name=note]").fill("table four");
            card.locator("[value=let-in]").click();

            assertThat(page.locator(".done")).hasText("The lane opens.");
            assertThat(page.locator(".log__line").first()).containsText("Came in");
            assertThat(page.locator(".log__line").first()).containsText("by ana · On the list: table four");
            assertThat(page.locator(".guest")).hasCount(0);
        }
        Fact.Ruled ruled = only(gate, Fact.Ruled.class);
        assertEquals("ana", ruled.staff());
        assertEquals(Ruling.ADMITTED, ruled.ruling());
        assertTrue(gate.facts().contains(new Fact.Outcome(ruled.seq(), Basis.STAFF, Passage.COMPLETED)));
    }

    @Test
    void aPartyIsLetInByItsCountAndTheNewestEntryIsGivenBackByKeyboard() throws Exception {
        StaffedGate gate = gate(StaffedGate.ana());
        gate.hubSays = new Refer(Cause.OFFLINE_POLICY);
        try (BrowserContext context = context(SIZES.get(2))) {
            Page page = signedIn(context, gate, Language.EN);
            gate.shows(7, 4);
            Locator card = page.locator("[data-card]");
            choose(card, "identity");
            card.locator(".chip--number", new Locator.LocatorOptions().setHasText("2"))
                    .click();
            page.keyboard().press("F8");
            assertThat(page.locator(".log__line", new Page.LocatorOptions().setHasText("Came in")))
                    .hasCount(2);
            assertThat(page.locator(".totals")).hasText("In 2 · Out 0");

            page.keyboard().press("F9");
            Locator sheet = page.locator("[data-undo-sheet]");
            assertThat(sheet).isVisible();
            choose(sheet, "our-fault");
            sheet.locator("[value=give-back]").click();
            assertThat(page.locator(".totals")).hasText("In 1 · Out 0");
            assertThat(page.locator(".log__line").first()).containsText("given back by ana");
        }
    }

    @Test
    void aRefusedGuestIsSentAwayOrHeldAndEachIsWrittenDown() throws Exception {
        StaffedGate gate = gate(StaffedGate.ana());
        gate.hubSays = new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(new GateId("B"), ENTERED));
        try (BrowserContext context = context(SIZES.get(2))) {
            Page page = signedIn(context, gate, Language.EN);
            gate.shows(7, 1);
            Locator card = page.locator("[data-card]");
            assertThat(card.locator("h2")).hasText("Already inside");
            assertThat(card).containsText("Sat 21 Nov, 20:31, gate B");
            choose(card, "other");
            card.locator("[value=hold]").click();
            assertThat(page.locator(".done")).containsText("Held");
            gate.shows(7, 1);
            assertThat(card.locator("h2")).hasText("You asked to see this ticket");
            choose(card, "other");
            card.locator("[value=send-away]").click();
            assertThat(page.locator(".done")).containsText("sent away");
            assertThat(page.locator(".log__line").first()).containsText("sent away by ana");
        }
        List<Ruling> rulings = gate.facts().stream()
                .filter(Fact.Ruled.class::isInstance)
                .map(fact -> ((Fact.Ruled) fact).ruling())
                .toList();
        assertEquals(List.of(Ruling.HELD, Ruling.REFUSED), rulings);
    }

    @Test
    void staffLookAtATicketFirstWhetherTheCameraOrAHandheldReaderReadsIt() throws Exception {
        StaffedGate gate = gate(StaffedGate.ana());
        try (BrowserContext context = context(SIZES.get(2))) {
            Page page = signedIn(context, gate, Language.EN);
            page.keyboard().press("F4");
            assertThat(page.locator("[data-look]")).hasAttribute("aria-pressed", "true");
            gate.shows(7, 1);
            Locator card = page.locator("[data-card]");
            assertThat(card.locator("h2")).hasText("This ticket may come in");
            assertThat(page.locator("[data-look]")).hasAttribute("aria-pressed", "false");
            choose(card, "identity");
            card.locator("[value=send-away]").click();
            assertThat(page.locator(".done")).isVisible();

            page.locator("#find").fill(gate.pass(8, 1));
            page.keyboard().press("Enter");
            assertThat(card.locator("h2")).hasText("This ticket may come in");
            page.locator("#find").fill("Ana María");
            page.keyboard().press("Enter");
            assertThat(page.locator(".said--look")).containsText("does not answer searches");
        }
        assertTrue(gate.facts().stream().noneMatch(Fact.Intent.class::isInstance));
    }

    @Test
    void aKioskWithoutAPrinterOffersTheSlipAsPdf() throws Exception {
        StaffedGate gate = gate(StaffedGate.ana());
        try (BrowserContext context = context(SIZES.get(2))) {
            Page page = signedIn(context, gate, Language.EN);
            gate.shows(7, 4);
            page.locator("[data-print]").click();
            Locator sheet = page.locator("[data-print-sheet]");
            assertThat(sheet).isVisible();
            long seq = Long.parseLong(sheet.getAttribute("data-seq"));
            context.waitForPage(() -> sheet.locator("[data-slip=wristband]").click());
            assertThat(page.locator(".said--look")).containsText("opens as a PDF");
            APIResponse pdf = context.request().get(gate.uri() + "/print/" + seq + "/wristband");
            String text = new String(pdf.body(), StandardCharsets.ISO_8859_1);

            assertEquals("application/pdf", pdf.headers().get("content-type"));
            assertTrue(text.startsWith("%PDF")
                    && text.contains("(General admission) Tj")
                    && text.contains("(For 4 people)"));
        }
    }

    @Test
    void wrongPinsMustWaitAndABadgeOpensAtOnce() throws Exception {
        StaffedGate gate = gate(StaffedGate.ana(), StaffedGate.person("leo", "Leo", Optional.empty()));
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = context.newPage();
            page.navigate(gate.uri().toString());
            for (int wrong = 0; wrong < 3; wrong++) {
                page.locator(".who__one", new Page.LocatorOptions().setHasText("Leo"))
                        .click();
                for (char digit : "111111".toCharArray()) {
                    page.locator("[data-digit='" + digit + "']").click();
                }
                page.locator(".pad__key--go").click();
                assertThat(page.locator("#pin-fault")).not().isEmpty();
            }
            assertThat(page.locator("#pin-fault")).hasText("Too many tries. Please wait 5 seconds.");
            gate.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            reads(page, StaffedGate.BADGE);
            assertThat(page.locator(".foot__who")).containsText("Ana");
        }
    }

    @Test
    void aScreenThatNobodyTouchesLocksItselfAndShowsNothingMore() throws Exception {
        StaffedGate gate = gate(StaffedGate.ana());
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = signedIn(context, gate, Language.EN);
            gate.nanos.addAndGet(LOCK_AFTER.toNanos());

            assertThat(page.locator("#pin")).isVisible();
            assertThat(page.locator(".log")).hasCount(0);
        }
    }

    @Test
    void theAgeOfTheListOfPassesIsAlwaysInView() throws Exception {
        StaffedGate gate = gate(StaffedGate.ana());
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = signedIn(context, gate, Language.EN);
            assertThat(page.locator("[data-live=bar]")).containsText("List of passes up to date");
            gate.ails(Ailment.HUB_AWAY);
            assertThat(page.locator("[data-live=bar]")).containsText("List of passes 4 min old");
        }
    }

    @Test
    void nobodyActsWithoutASessionOrFromAnotherSite() throws Exception {
        StaffedGate gate = gate(StaffedGate.ana());
        try (BrowserContext context = context(SIZES.getFirst())) {
            FormData form =
                    FormData.create().set("seq", "1").set("action", "let-in").set("reason", "list");
            String act = gate.uri() + "/act";
            APIResponse stranger =
                    context.request().post(act, RequestOptions.create().setForm(form));
            assertEquals(401, stranger.status());
            signedIn(context, gate, Language.EN);
            APIResponse crossSite = context.request()
                    .post(act, RequestOptions.create().setForm(form).setHeader("Sec-Fetch-Site", "cross-site"));
            assertEquals(403, crossSite.status());
            APIResponse signedIn =
                    context.request().post(act, RequestOptions.create().setForm(form));
            assertEquals(409, signedIn.status(), "nobody stands there");
        }
    }

    @Test
    void whereNobodyMaySignInThePageSaysHowToAllowIt() throws Exception {
        StaffedGate gate = gate();
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = context.newPage();
            page.navigate(gate.uri().toString());
            assertThat(page.locator(".lock__none")).containsText("staff.json");
            assertEquals(List.of(), Flaws.of(new AxeBuilder(page)));
            album(page, SIZES.getFirst(), Language.EN, "none");
        }
    }

    @Test
    void everyViewFitsAtEverySizeInBothLanguagesAndAxeFindsNothing() throws Exception {
        StaffedGate gate = gate(
                StaffedGate.ana(),
                StaffedGate.person("leo", "Leonardo Fernández de la Cruz", Optional.empty()),
                StaffedGate.person("mar", "Marisol", Optional.empty()));
        gate.hubSays = new Refer(Cause.OFFLINE_POLICY);
        gate.showsSomethingElse();
        settle(gate, 1);
        gate.shows(7, 4);
        settle(gate, 2);
        gate.hubSays = new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(new GateId("Terraza-Norte"), ENTERED));
        gate.shows(8, 1);
        settle(gate, 3);
        for (Size size : SIZES) {
            for (Language language : Language.values()) {
                gate.isWell();
                try (BrowserContext context = context(size)) {
                    Page page = context.newPage();
                    page.navigate(gate.uri() + "?lang=" + language.tag());
                    look(page, size, language, "lock");
                    enter(page);
                    look(page, size, language, "desk");
                    page.locator(".guest").nth(1).click();
                    page.locator("[data-card] form").waitFor();
                    choose(page.locator("[data-card]"), "list");
                    look(page, size, language, "card");
                    gate.ails(Ailment.HUB_CERTIFICATE, Ailment.DISK_READ_ONLY, Ailment.CAMERA_COVERED);
                    assertThat(page.locator(".trouble")).hasCount(3);
                    look(page, size, language, "ailing");
                    page.keyboard().press("F1");
                    assertThat(page.locator("[data-help-sheet]")).isVisible();
                    look(page, size, language, "help");
                }
            }
        }
    }

    @Test
    void aGateThatWaitsForItsCardSaysWhyAtEverySizeAndSaysSoWhenItChanges() {
        AtomicReference<Ailment> ailment = new AtomicReference<>(Ailment.DISK_FULL);
        try (HttpShell shell = HttpShell.named("guest-screen")
                .routes(new StandbyRoutes("A", ailment::get)::routing)
                .start()) {
            for (Size size : SIZES) {
                for (Language language : Language.values()) {
                    try (BrowserContext context = context(size)) {
                        Page page = context.newPage();
                        page.navigate(shell.uri()
                                .resolve("/staff?lang=" + language.tag())
                                .toString());
                        assertThat(page.locator(".lock__none h2")).not().isEmpty();
                        look(page, size, language, "standby");
                    }
                }
            }
            try (BrowserContext context = context(SIZES.getFirst())) {
                Page page = context.newPage();
                page.navigate(shell.uri().resolve("/staff").toString());
                assertThat(page.locator(".lock__none h2")).hasText("The memory card is full.");
                ailment.set(Ailment.DISK_READ_ONLY);
                assertThat(page.locator(".lock__none h2"))
                        .hasText(
                                "The memory card takes nothing any more.",
                                new LocatorAssertions.HasTextOptions().setTimeout(30_000));
            }
        }
    }

    private void look(Page page, Size size, Language language, String view) {
        String what = "%d×%d %s %s".formatted(size.width, size.height, language.tag(), view);
        album(page, size, language, view);
        assertEquals(List.of(), wide(page), what);
        assertEquals(List.of(), Flaws.of(new AxeBuilder(page)), what);
        if (size.height >= 1_200) {
            assertEquals(List.of(), tooHigh(page), what);
        }
    }

    private StaffedGate gate(Person... people) throws Exception {
        StaffedGate gate = new StaffedGate(data, LOCK_AFTER, people);
        opened = Optional.of(gate);
        return gate;
    }

    private static BrowserContext context(Size size) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(size.width, size.height)
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    private static Page signedIn(BrowserContext context, StaffedGate gate, Language language) {
        Page page = context.newPage();
        page.navigate(gate.uri() + "?lang=" + language.tag());
        enter(page);
        assertThat(page.locator("body")).hasAttribute("data-link", "up");
        return page;
    }

    /** As a reader types it: faster than any hand, however busy this machine is. */
    private static void reads(Page page, String badge) {
        page.evaluate("""
                badge => [...badge, 'Enter'].forEach((key) =>
                    document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})))""", badge);
    }

    private static void enter(Page page) {
        page.locator(".who__one", new Page.LocatorOptions().setHasText(Pattern.compile("^\\s*Ana\\s*$")))
                .click();
        page.locator("#pin").fill(StaffedGate.PIN);
        page.locator(".pad__key--go").click();
        assertThat(page.locator(".foot__who")).containsText("Ana");
    }

    private static void choose(Locator within, String reason) {
        within.locator(".chip:has([value=" + reason + "])").click();
    }

    private static void settle(StaffedGate gate, int standing) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (gate.attending() || gate.facts().size() < standing + 1) {
            assertTrue(System.nanoTime() < deadline, "the gate does not come to an end");
            Thread.onSpinWait();
        }
    }

    private static <F extends Fact> F only(StaffedGate gate, Class<F> kind) {
        List<F> found =
                gate.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
        assertEquals(1, found.size());
        return found.getFirst();
    }

    /** What sticks out of the screen to its side: downwards a finger scrolls, sideways nobody looks. */
    @SuppressWarnings("unchecked")
    private static List<String> wide(Page page) {
        return (List<String>) page.evaluate("""
                () => [...document.querySelectorAll('body *')]
                    .filter((e) => e.getClientRects().length > 0 && !e.closest('.visually-hidden') && !e.closest('svg'))
                    .filter((e) => !e.matches('input'))
                    .filter((e) => {
                      const box = e.getBoundingClientRect();
                      return box.left < -1 || box.right > innerWidth + 1;
                    })
                    .map((e) => e.className + ': ' + e.textContent.trim().slice(0, 40))""");
    }

    /** Controls above the lower 1,220 mm of a tall kiosk, which are the lower three fifths of its screen. */
    @SuppressWarnings("unchecked")
    private static List<String> tooHigh(Page page) {
        return (List<String>) page.evaluate("""
                () => [...document.querySelectorAll('button, a, input, [tabindex="0"]')]
                    .filter((e) => e.getClientRects().length > 0)
                    .filter((e) => e.getBoundingClientRect().top < innerHeight * 0.38)
                    .map((e) => e.className + ': ' + e.textContent.trim().slice(0, 40))""");
    }

    private static void album(Page page, Size size, Language language, String view) {
        ALBUM.ifPresent(folder -> page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(
                        "staff-%dx%d-%s-%s.png".formatted(size.width, size.height, language.tag(), view)))));
    }
}
