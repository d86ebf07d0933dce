package dev.turnstone.rehearsal.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.hub.staff.AuditLog;
import dev.turnstone.hub.staff.AuditLog.Deed;
import dev.turnstone.hub.staff.Person;
import dev.turnstone.hub.staff.Role;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's pages in a real browser, at a phone's size and a desk's. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class HubPagesTest {
    private static final double PATIENCE_MS = 20_000;
    private static final List<Size> SIZES = List.of(new Size("phone", 390, 844), new Size("desk", 1280, 800));

    /** Where pictures of every page are left for whoever wants to look; nowhere unless asked. */
    private static final Optional<Path> ALBUM =
            Optional.ofNullable(System.getenv("TURNSTONE_SCREENSHOTS")).map(Path::of);

    private static Chromium chromium;

    @TempDir
    private Path folder;

    private ServedHub hub;

    private record Size(String name, int width, int height) {}

    @BeforeAll
    static void openBrowser() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void start() {
        hub = new ServedHub(folder);
        hub.shows("gate-a", "A", "a-1", "locked");
        hub.shows("gate-b", "B", "b-1", "out-of-service");
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    @Test
    void signingInLeadsToTheDashboardAndOutOfItAgain() {
        hub.hire("maya", Role.MANAGER);
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = context.newPage();
            page.navigate(hub.uri().toString());
            assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Sign in");
            page.getByLabel("Name").fill("maya");
            page.getByLabel("PIN or password").fill("guess");
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("2 more tries");
            page.getByLabel("PIN or password").fill(ServedHub.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.locator("#pulse-word")).hasText("live");
            page.getByText("Sign out").click();
            assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Sign in");
        }
    }

    @Test
    void aDashboardWhoseSessionIsOverSaysSoByAskingToSignIn() {
        hub.hire("maya", Role.MANAGER);
        try (BrowserContext context = context(SIZES.getLast())) {
            Page page = signedIn(context);
            assertThat(page.locator("#pulse-word")).hasText("live");
            hub.staff.remove("maya");
            assertThat(page.getByText("Nobody has an account yet")).isVisible();
        }
    }

    @Test
    void anOrderIsSentItsOutcomeIsShownAndTheAuditSaysWhoGaveIt() {
        hub.hire("maya", Role.STAFF);
        hub.obeys("gate-a", "A", "a-1", "locked");
        hub.toAnswer.acquireUninterruptibly();
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = signedIn(context);
            page.getByText("Gate A").click();
            page.getByText("Give lane a-1 a command").click();
            Locator newest = page.locator(".order").first();
            page.getByText("Open once").click();
            assertThat(newest).containsText("Open once");
            assertThat(newest.locator(".order-result")).containsText("under way");
            hub.toAnswer.release();
            assertThat(newest.locator(".order-result")).containsText("done");

            hub.obeys("gate-a", "A", "a-1", "granted");
            assertThat(page.locator(".lane-state")).containsText("released");
            page.getByLabel("Message").fill("Doors at nine");
            page.getByText("Show message").click();
            assertThat(newest).containsText("Doors at nine");
            assertThat(newest.locator(".order-result")).containsText("done");
            assertThat(newest).containsText("maya");
        }
        assertEquals(Optional.of("Doors at nine"), hub.heard.getLast().text());
        assertEquals(Optional.empty(), hub.heard.getLast().lane(), "about the whole device");
        assertEquals(
                List.of("message", "open-once"),
                hub.staff.audit().newestOf("a-1", 9).stream()
                        .map(AuditLog.Entry::action)
                        .toList());
    }

    @Test
    void aControlThatCannotBeUsedSaysWhy() {
        hub.hire("maya", Role.STAFF);
        hub.obeys("gate-a", "A", "a-1", "locked");
        try (BrowserContext context = context(SIZES.getLast())) {
            Page page = signedIn(context);
            page.navigate(hub.uri() + "/lanes/a-1");
            Locator holdOpen = page.getByText("Hold open", new Page.GetByTextOptions().setExact(true));
            assertThat(holdOpen).isDisabled();
            assertThat(holdOpen).hasAccessibleDescription("Your role does not allow this.");
            Locator openOnce = page.getByText("Open once", new Page.GetByTextOptions().setExact(true));
            assertThat(openOnce).isEnabled();

            hub.fallsSilent("gate-a");
            assertThat(openOnce).isDisabled();
            assertThat(openOnce).hasAccessibleDescription("No connection to this device.");
            hub.obeys("gate-a", "A", "a-1", "free");
            assertThat(openOnce).hasAccessibleDescription("Emergency: only a person at the lane ends it.");
            hub.shows("gate-a", "A", "a-1", "locked");
            assertThat(openOnce).hasAccessibleDescription(Pattern.compile("does not know this hub.s key"));
        }
    }

    @Test
    void everyLaneIsReleasedWithTheKeyboardAloneInTwoSteps() {
        hub.hire("maya", Role.TECHNICIAN);
        hub.obeys("gate-a", "A", "a-1", "locked");
        hub.obeys("gate-b", "B", "b-1", "out-of-service");
        try (BrowserContext context = context(SIZES.getLast())) {
            Page page = signedIn(context);
            Locator first = page.getByText("Emergency release …");
            for (int i = 0; i < 20 && !(Boolean) first.evaluate("each => each === document.activeElement"); i++) {
                page.keyboard().press("Tab");
            }
            assertThat(first).isFocused();
            page.keyboard().press("Enter");
            Locator second = page.getByText("Release every lane now");
            assertThat(second).isVisible();
            page.keyboard().press("Enter");
            assertEquals(List.of(), hub.heard, "a key that is held down confirms nothing");
            page.keyboard().press("Tab");
            assertThat(second).isFocused();
            page.keyboard().press("Enter");

            Locator whole = page.locator(".order", new Page.LocatorOptions().setHasText("of every lane"));
            assertThat(whole.locator(".order-result")).containsText("done: 2 / 2");
            assertThat(whole).containsText("maya");
        }
        assertEquals(
                Set.of("gate-a", "gate-b"),
                hub.heard.stream().map(DeviceCommand::device).collect(Collectors.toSet()));
        assertTrue(hub.heard.stream().allMatch(command -> command.action().equals("emergency-release")));
    }

    @Test
    void aLockdownReachesEveryLaneAndOnlyThoseWhoRunTheNightMayOrderIt() {
        hub.hire("maya", Role.MANAGER);
        hub.obeys("gate-a", "A", "a-1", "locked");
        try (BrowserContext context = context(SIZES.getFirst())) {
            Page page = signedIn(context);
            page.getByText("Lockdown …").click();
            assertThat(page.locator(".affected")).containsText("takes no commands");
            page.getByText("Lock down every lane").click();
            Locator whole = page.locator(".order", new Page.LocatorOptions().setHasText("Lockdown"));
            assertThat(whole.locator(".order-result")).containsText("not everywhere: 1 / 2");
            assertThat(page.locator(".order", new Page.LocatorOptions().setHasText("Lane b-1")))
                    .containsText("takes no commands now");

            hub.hire("maya", Role.STAFF);
            assertEquals(403, page.navigate(hub.uri() + "/lockdown").status());
        }
    }

    @Test
    void everyPageIsReadableByEverybodyAtEverySize() {
        for (Size size : SIZES) {
            try (BrowserContext context = context(size)) {
                Page page = context.newPage();
                page.navigate(hub.uri() + "/sign-in");
                assertThat(page.getByText("Nobody has an account yet")).isVisible();
                looks(page, size, "sign-in-first");
            }
        }
        hub.hire("maya", Role.MANAGER);
        hub.obeys("gate-a", "A", "a-1", "locked");
        AuditLog audit = hub.staff.audit();
        Person maya = hub.staff.find("maya").orElseThrow();
        audit.ended(audit.began(maya, new Deed("open-once", "a-1", ""), ServedHub.NOW), "done", "", ServedHub.NOW);
        audit.ended(
                audit.began(maya, new Deed("hold-open", "a-1", ""), ServedHub.NOW), "refused", "fault", ServedHub.NOW);
        audit.ended(audit.began(maya, new Deed("lock", "a-1", ""), ServedHub.NOW), "silent", "", ServedHub.NOW);
        audit.began(maya, new Deed("message", "a-1", "Doors at nine"), ServedHub.NOW);
        for (Size size : SIZES) {
            try (BrowserContext context = context(size)) {
                Page page = context.newPage();
                page.navigate(hub.uri() + "/sign-in");
                looks(page, size, "sign-in");
                signedIn(context);
                for (String address : List.of(
                        "", "audit", "lanes/a-1", "lanes/b-1", "emergency", "lockdown", "orders", "incidents")) {
                    String name = address.isEmpty() ? "dashboard" : address.replace('/', '-');
                    page.navigate(hub.uri() + "/" + address);
                    assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
                    looks(page, size, name);
                    page.navigate(hub.uri() + "/?theme=light");
                    page.navigate(hub.uri() + "/" + address);
                    looks(page, size, name + "-light");
                    page.navigate(hub.uri() + "/?theme=dark");
                }
            }
        }
    }

    private Page signedIn(BrowserContext context) {
        Page page = context.newPage();
        page.navigate(hub.uri() + "/sign-in");
        page.getByLabel("Name").fill("maya");
        page.getByLabel("PIN or password").fill(ServedHub.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.getByText("Sign out")).isVisible();
        return page;
    }

    private static BrowserContext context(Size size) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(size.width, size.height)
                        .setLocale("en-GB")
                        .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(PATIENCE_MS);
        return context;
    }

    private static void looks(Page page, Size size, String name) {
        ALBUM.ifPresent(album -> page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(album.resolve("hub-" + name + "-" + size.name + ".png"))));
        assertEquals(List.of(), Flaws.of(new AxeBuilder(page)), name + " at " + size);
        List<String> wide = new ArrayList<>();
        if ((Boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth")) {
            wide.add(name + " at " + size);
        }
        assertTrue(wide.isEmpty(), () -> "wider than its screen: " + wide);
    }
}
