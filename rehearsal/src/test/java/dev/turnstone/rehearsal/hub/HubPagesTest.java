package dev.turnstone.rehearsal.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import dev.turnstone.hub.staff.Role;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        for (Size size : SIZES) {
            try (BrowserContext context = context(size)) {
                Page page = context.newPage();
                page.navigate(hub.uri() + "/sign-in");
                looks(page, size, "sign-in");
                signedIn(context);
                for (String address : List.of("", "audit")) {
                    page.navigate(hub.uri() + "/" + address);
                    assertThat(page.getByText("Sign out")).isVisible();
                    looks(page, size, address.isEmpty() ? "dashboard" : address);
                    page.navigate(hub.uri() + "/?theme=light");
                    page.navigate(hub.uri() + "/" + address);
                    looks(page, size, (address.isEmpty() ? "dashboard" : address) + "-light");
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
