package dev.turnstone.hub.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.Order;
import dev.turnstone.hub.dashboard.Figures;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.staff.Role;
import dev.turnstone.hub.staff.StaffDoor;
import dev.turnstone.hub.staff.StaffDoor.SeenBy;
import dev.turnstone.hub.staff.StaffRoutes;
import dev.turnstone.hub.testing.TestBrowser;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.hub.testing.TestDevice;
import dev.turnstone.hub.testing.TestStaff;
import dev.turnstone.platform.http.HttpShell;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ticket that entered twice while its gates were cut off, from the ledger to the person who has looked into it. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class IncidentsTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");
    private static final Pattern KEY = Pattern.compile("name=\"incident\" value=\"([^\"]+)\"");

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(7, NOW).withEvent(100);
    private final Figures figures = new Figures(() -> NOW);
    private final AtomicInteger changes = new AtomicInteger();
    private TestStaff staff;
    private SqliteLedger ledger;
    private Roster roster;
    private HttpShell shell;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        staff = new TestStaff(folder, () -> NOW);
        ledger = SqliteLedger.open(folder.resolve("ledger.db"));
        roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
        StaffDoor door = staff.door(SeenBy.EVERYONE);
        shell = HttpShell.named("hub-incidents")
                .listen("127.0.0.1", 0)
                .routes(new StaffRoutes(door, staff.store, () -> ZoneOffset.UTC)::routing)
                .routes(new IncidentRoutes(
                        figures,
                        new LookedInto(staff.store.audit()),
                        ledger.seals(),
                        door,
                        () -> NOW,
                        now -> ZoneOffset.UTC,
                        changes::incrementAndGet)::routing)
                .start();
        browser = new TestBrowser(shell.uri());
    }

    @AfterEach
    void stop() {
        browser.close();
        shell.close();
        roster.close();
        ledger.close();
        staff.close();
    }

    @Test
    void whoeverLooksIntoADoubleEntrySaysWhatItWasAndThatStays() {
        enteredTwice();
        staff.hire("maya", Role.STAFF);
        browser.signedIn("maya");
        String page = browser.get("/incidents").body();
        assertTrue(page.contains("Entered more often than the ticket allows") && page.contains("Gates A / B"), page);
        String key = key(page);

        assertEquals(
                400, browser.post("/incidents", "incident", key, "note", "").statusCode(), "without a word of why");
        assertEquals(
                404,
                browser.post("/incidents", "incident", "FORCED/made-up", "note", "x")
                        .statusCode());
        assertEquals(
                303,
                browser.post("/incidents", "incident", key, "note", "A twin: <b>both</b> paid")
                        .statusCode());
        assertEquals(1, changes.get());
        browser.post("/incidents", "incident", key, "note", "said again");

        String after = browser.get("/incidents").body();
        assertTrue(
                after.contains("Looked into by maya") && after.contains("A twin: &lt;b&gt;both&lt;/b&gt; paid"), after);
        assertFalse(after.contains("said again"), "the first who says so");
        assertTrue(new LookedInto(staff.store.audit()).has(key), "after a restart too");
        staff.store.audit().tidy(NOW.plus(Duration.ofDays(4_000)));
        assertTrue(new LookedInto(staff.store.audit()).has(key), "as long as the ledger stands");
    }

    @Test
    void onlyWhoStandsWithTheGuestsSaysWhatItWas() {
        enteredTwice();
        staff.hire("toni", Role.TECHNICIAN);
        browser.signedIn("toni");
        String page = browser.get("/incidents").body();
        assertTrue(page.contains("Your role does not allow this."), page);
        assertEquals(
                403,
                browser.post(
                                "/incidents",
                                "incident",
                                figures.doubleEntries().getFirst().key(),
                                "note",
                                "x")
                        .statusCode());
        browser.forget();
        staff.hire("toni", Role.STAFF);
        assertEquals(
                403,
                browser.post(
                                "/incidents",
                                "incident",
                                figures.doubleEntries().getFirst().key(),
                                "note",
                                "x")
                        .statusCode(),
                "from no page of ours");
    }

    @Test
    void theTimelineIsPaperWithEveryIncidentAndWhatProvesIt() {
        enteredTwice();
        staff.hire("maya", Role.MANAGER);
        browser.signedIn("maya");
        String key = key(browser.get("/incidents").body());
        browser.post("/incidents", "incident", key, "note", "A twin (both paid), " + "and so on ".repeat(14));

        var answer = browser.get("/incidents/timeline.pdf?lang=es");
        String pdf = answer.body();
        assertEquals(
                "application/pdf", answer.headers().firstValue("Content-Type").orElse(""));
        assertTrue(pdf.startsWith("%PDF-1.4") && pdf.strip().endsWith("%%EOF"), pdf);
        assertTrue(pdf.contains("2026-03-07 22:40:07") && pdf.contains("Revisado por maya"), pdf);
        assertTrue(pdf.contains("A twin \\(both paid\\)"), pdf);
        assertTrue(pdf.contains("impreso por maya"), pdf);
    }

    @Test
    void aNightWithoutIncidentsIsSaidOnThePageAndOnPaper() {
        staff.hire("maya", Role.MANAGER);
        browser.signedIn("maya");
        assertTrue(browser.get("/incidents").body().contains("Nothing needs a look."));
        assertTrue(browser.get("/incidents/timeline.pdf").body().contains("Nothing needs a look."));
        browser.post("/sign-out");
        assertEquals(303, browser.get("/incidents").statusCode());
    }

    private static String key(String page) {
        Matcher found = KEY.matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }

    private void enteredTwice() {
        Pass pass = cloud.sell();
        roster.apply(cloud.page(0), NOW);
        Arbitration arbitration = new Arbitration(ledger, roster, figures);
        for (TestDevice gate : List.of(new TestDevice("gate-a", "A", 1), new TestDevice("gate-b", "B", 2))) {
            PresentationId id = gate.present();
            Instant at = gate.gate.value().equals("A") ? NOW.minusSeconds(90) : NOW.minusSeconds(60);
            gate.intends(id, TestDevice.shown(pass), Direction.IN, at).settles(id, Basis.ALONE, Passage.COMPLETED, at);
            arbitration.take(List.of(new Order.Read(gate.from(1), position -> {})), NOW, 0);
        }
    }
}
