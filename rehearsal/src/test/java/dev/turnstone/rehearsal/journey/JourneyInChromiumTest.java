package dev.turnstone.rehearsal.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.control.ControlPage;
import dev.turnstone.rehearsal.guest.Web;
import dev.turnstone.rehearsal.venue.Outlet;
import dev.turnstone.rehearsal.venue.Ports;
import dev.turnstone.rehearsal.venue.Venue;
import dev.turnstone.rehearsal.venue.VenueFolder;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One guest, in a real browser, through every part: each its own process, as in a rehearsal. */
class JourneyInChromiumTest {
    private static final String EMAIL = "sam@guests.example";

    @TempDir
    static Path folder;

    private static @Nullable Chromium chromium;
    private static @Nullable Venue venue;

    @BeforeAll
    static void aVenue() throws Exception {
        chromium = Chromium.start();
        Venue prepared = Venue.prepare(
                VenueFolder.take(folder.resolve("rehearsal"), false),
                Ports.choose(Optional.empty()),
                InstantSource.system(),
                folder.resolve("cache"));
        venue = prepared;
        prepared.closing(ControlPage.start(prepared));
        prepared.start();
    }

    @AfterAll
    static void over() {
        if (venue != null) {
            venue.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aGuestBuysReceivesEntersOnceAndOnlyOnce() throws Exception {
        Ports ports = opened().ports();
        try (Web web = new Web();
                BrowserContext context = browser().browser().newContext();
                RelayWatch relayA = new RelayWatch(web, ports.uri(Outlet.GATE_A));
                RelayWatch relayB = new RelayWatch(web, ports.uri(Outlet.GATE_B))) {
            context.setDefaultTimeout(20_000);
            List<String> complaints = complaintsOf(context);
            Page control = context.newPage();
            control.navigate(ports.uri(Outlet.CONTROL).toString());

            buy(context, control);
            readTheMail(context, ports);
            assertEquals(1, mailsTo(web, ports, EMAIL), "one letter, with the code in it");

            control.locator(".tour").getByText("Show it at gate A").click();
            FrameLocator screenA = screen(control, "A");
            shows(screenA.locator("[data-part=title]"), "Welcome");
            until("the relay of gate A is pulsed", () -> relayA.pulses() == 1);
            Dashboard dashboard = new Dashboard(web, ports.uri(Outlet.DASHBOARD));
            until("one is inside", () -> dashboard.inside() == 1);

            control.locator(".tour").getByText("Show it again at gate B").click();
            FrameLocator screenB = screen(control, "B");
            shows(screenB.locator("[data-part=title]"), "Already used");
            assertThat(screenB.locator("[data-part=detail]")).containsText(Pattern.compile("\\d\\d:\\d\\d.*Gate A"));

            until(
                    "the ledger has both presentations",
                    () -> ledgerOf(web, ports).size() == 2);
            List<JsonNode> rows = ledgerOf(web, ports);
            assertTrue(
                    rows.stream().anyMatch(row -> row.path("passage").asText().equals("completed")), rows.toString());
            assertEquals(1, dashboard.inside());
            assertEquals(1, relayA.pulses());
            assertEquals(0, relayB.pulses(), "the second showing opens nothing");
            dashboardShows(context, ports);

            // Cut off, gate B knows from the hub that the guest is inside, and that it may have missed an exit.
            control.locator(".tour").getByText("Pull the hub's cable").click();
            control.locator(".tour").getByText("Show it again at gate B").click();
            shows(screenB.locator("[data-part=title]"), "Please see staff");
            control.locator(".tour").getByText("Plug the hub's cable in").click();
            until(
                    "the ledger has the third presentation too",
                    () -> ledgerOf(web, ports).size() == 3);
            assertEquals(0, relayB.pulses(), "nor does it while the hub is away");
            assertEquals(1, dashboard.inside());
            assertEquals(List.of(), complaints, "what the browser complained about");
        }
    }

    @Test
    void aButtonThatWasPressedSaysWhatItDoesAndIsNotPressedTwice() throws Exception {
        try (Web web = new Web();
                BrowserContext context = browser().browser().newContext()) {
            context.setDefaultTimeout(20_000);
            // The page goes as soon as it is answered: what its button said then is read on the next one.
            context.addInitScript("""
                    new MutationObserver((changes) => {
                      for (const { target } of changes)
                        if (target.disabled && target.getAttribute("aria-busy") === "true")
                          sessionStorage.setItem("busy", target.innerText.trim());
                    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["disabled", "aria-busy"] });
                    """);
            List<String> sent = new ArrayList<>();
            context.onRequest(request -> {
                if (request.method().equals("POST")) {
                    sent.add(URI.create(request.url()).getPath());
                }
            });
            Page shop = context.newPage();
            shop.navigate(opened().ports().uri(Outlet.CLOUD) + "/e/maguey-saturday?lang=en");
            order(shop, "hasty@guests.example");
            shop.locator(".foot-button").dblclick();
            card(shop);
            assertEquals("Holding your tickets…", shop.evaluate("sessionStorage.getItem('busy')"));
            assertEquals(1, sent.stream().filter("/e/maguey-saturday"::equals).count(), sent::toString);

            List<Route> held = new ArrayList<>();
            shop.route("**/v1/payment_intents/*/confirm", held::add);
            Locator pay = shop.locator("#pay-button");
            pay.dblclick();
            assertThat(pay).isDisabled();
            assertThat(pay).hasAttribute("aria-busy", "true");
            assertThat(pay).hasText("Paying…");
            shop.waitForCondition(() -> !held.isEmpty());
            held.getFirst().resume();
            assertThat(shop.locator(".ticket-code")).isVisible();
            assertEquals(1, held.size(), "asked to pay once");
            until("its letter is there", () -> mailsTo(web, opened().ports(), "hasty@guests.example") == 1);
        }
    }

    private static void buy(BrowserContext context, Page control) {
        Page shop = context.waitForPage(() -> control.getByText("Buy a ticket").click());
        order(shop, EMAIL);
        shop.locator(".foot-button").click();
        card(shop);
        shop.locator("#pay-button").click();
        assertThat(shop.locator(".ticket-code")).isVisible();
        shop.close();
    }

    private static void order(Page shop, String email) {
        shop.locator("#quantity-0").fill("1");
        shop.locator("#name").fill("Sam Guest");
        shop.locator("#email").fill(email);
    }

    private static void card(Page shop) {
        FrameLocator card = shop.frameLocator("#payment-element iframe");
        card.locator("#number").fill("4242 4242 4242 4242");
        card.locator("#expiry").fill("12 / 34");
        card.locator("#cvc").fill("123");
    }

    private static void readTheMail(BrowserContext context, Ports ports) {
        Page mailbox = context.newPage();
        mailbox.navigate(ports.uri(Outlet.MAILBOX).toString());
        shows(mailbox.getByText("Maguey").first(), "Maguey");
        mailbox.close();
    }

    private static void dashboardShows(BrowserContext context, Ports ports) {
        Page dashboard = context.newPage();
        dashboard.navigate(ports.uri(Outlet.DASHBOARD).toString());
        assertThat(dashboard.getByRole(AriaRole.MAIN)).isVisible();
        dashboard.close();
    }

    private static FrameLocator screen(Page control, String gate) {
        return control.frameLocator("[data-gate=" + gate.toLowerCase(Locale.ROOT) + "] iframe");
    }

    private static void shows(Locator words, String expected) {
        assertThat(words).containsText(expected, new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
    }

    private static long mailsTo(Web web, Ports ports, String email) throws Exception {
        long mails = 0;
        for (JsonNode mail : web.json(ports.uri(Outlet.MAILBOX).resolve("/messages"))) {
            mails += mail.path("to").toString().contains(email) ? 1 : 0;
        }
        return mails;
    }

    private static List<JsonNode> ledgerOf(Web web, Ports ports) throws Exception {
        URI ledger = ports.uri(Outlet.DASHBOARD).resolve("/api/v1/ledger?limit=100");
        List<JsonNode> rows = new ArrayList<>();
        web.json(ledger).path("rows").forEach(rows::add);
        return rows;
    }

    private static List<String> complaintsOf(BrowserContext context) {
        List<String> complaints = new ArrayList<>();
        context.onWebError(error -> complaints.add(error.error()));
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        return complaints;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(String what, Condition condition) throws Exception {
        Until.within(20, what + ": not", () -> {
            try {
                return condition.holds() ? Optional.of(true) : Optional.empty();
            } catch (RuntimeException | Web.Disappointed | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Venue opened() {
        return Objects.requireNonNull(venue);
    }

    private static Chromium browser() {
        return Objects.requireNonNull(chromium);
    }
}
