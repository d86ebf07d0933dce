package dev.turnstone.hub.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.Claim;
import dev.turnstone.hub.claim.Order;
import dev.turnstone.hub.device.DeviceRegistry;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.staff.StaffDoor.SeenBy;
import dev.turnstone.hub.testing.Await;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.hub.testing.TestDevice;
import dev.turnstone.hub.testing.TestStaff;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.text.Messages;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard over HTTP, fed by real decisions on a real ledger. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class DashboardTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(7, NOW);
    private final TestDevice gateA = new TestDevice("gate-a", "A", 1);
    private final DeviceRegistry devices = new DeviceRegistry(() -> NOW);
    private volatile Instant now = NOW;
    private final Figures figures = new Figures(() -> now);
    private final HttpClient browser = HttpClient.newHttpClient();
    private volatile Links links = new Links(Optional.of(new Links.Link(true, NOW)), new Links.Link(true, NOW), true);
    private TestStaff staff;
    private SqliteLedger ledger;
    private Roster roster;
    private Arbitration arbitration;
    private DashboardFeed feed;
    private HttpShell shell;

    @BeforeEach
    void start() {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"));
        staff = new TestStaff(folder, () -> NOW);
        roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
        arbitration = new Arbitration(ledger, roster, figures);
        Boards boards = new Boards(figures, roster, devices, () -> links, "maguey");
        feed = DashboardFeed.start(boards, () -> NOW);
        figures.onChange(feed::wake);
        shell = HttpShell.named("hub-dashboard")
                .listen("127.0.0.1", 0)
                .routes(new DashboardRoutes(
                        boards, feed, ledger, figures, roster, staff.door(SeenBy.EVERYONE), () -> NOW)::routing)
                .start();
    }

    @AfterEach
    void stop() {
        browser.shutdownNow();
        feed.close();
        shell.close();
        roster.close();
        staff.close();
        ledger.close();
    }

    private void openDoors() {
        cloud.withEvent(1_500);
        roster.apply(cloud.page(0), NOW);
    }

    @Test
    void bothLanguagesSayEverything() {
        assertEquals(List.of(), Messages.bundle("hub").differences());
    }

    @Test
    void beforeTheFirstEventItSaysWhatToDo() throws Exception {
        String page = get("/");
        assertTrue(page.contains("No event yet"), page);
        assertTrue(page.contains("No gate has connected yet"), page);
        assertTrue(page.contains("Nothing yet"), page);
    }

    @Test
    void aPassageIsCountedInsideAndInTheLastQuarterOfAnHour() throws Exception {
        openDoors();
        pass(cloud.sell(), NOW.minus(Duration.ofMinutes(3)));
        String page = get("/");
        assertTrue(page.contains("<strong>1</strong> <span class=\"of\">of 1,500</span>"), page);
        assertTrue(page.contains("1,499 free"), page);
        assertTrue(page.contains("<strong>1</strong> <span class=\"of\">entered</span>"), page);
        assertTrue(page.contains("Welcome"), page);
        assertTrue(page.contains("as of 16:41:07"), "at the venue's own time: " + page);
    }

    @Test
    void aClockYearsAheadNeitherEmptiesTheHistoryNorMakesItNegative() {
        openDoors();
        pass(cloud.sell(), NOW.minus(Duration.ofMinutes(3)));
        PresentationId ahead = gateA.present();
        Pass pass = cloud.sell();
        Instant stamp = NOW.plus(Duration.ofDays(1_000));
        gateA.intends(ahead, TestDevice.shown(pass), Direction.IN, stamp)
                .settles(ahead, Basis.ALONE, Passage.COMPLETED, stamp);
        arbitration.take(List.of(new Order.Read(gateA.from(3), position -> {})), NOW, 0);
        assertEquals(List.of(1, 0, 0, 1), figures.perMinute(Optional.empty(), NOW, 4));
        assertEquals(Optional.of(NOW), figures.lastScan(gateA.gate));

        now = NOW.plus(Duration.ofMinutes(1));
        claim(ahead, pass, now);
        assertEquals(List.of(1, 0, 0, 1, 0), figures.perMinute(Optional.empty(), now, 5));
    }

    @Test
    void aSecondShowingIsCountedByItsReasonWithGateAndTime() throws Exception {
        openDoors();
        Pass pass = cloud.sell();
        pass(pass, NOW.minus(Duration.ofMinutes(3)));
        claim(gateA.present(), pass, NOW);
        String page = get("/");
        assertTrue(page.contains("Already used"), page);
        assertTrue(page.contains("entered at 16:38 through gate A"), page);
    }

    @Test
    void aGateIsShownWithItsPresenceInSignAndWordAndItsLanesDrawn() throws Exception {
        openDoors();
        devices.stated(
                gateA.id, DeviceState.online("b", "0.1", List.of(new DeviceState.Lane("a-1", "A", "passing")), NOW));
        String online = get("/");
        assertTrue(online.contains("●") && online.contains("connected") && online.contains("1 lane"), online);
        assertTrue(online.contains("someone is passing"), online);
        devices.stated(gateA.id, DeviceState.silent("b"));
        String offline = get("/");
        assertTrue(offline.contains("○") && offline.contains("no connection since 16:41:07"), offline);
        assertFalse(offline.contains("someone is passing"), "a lane that cannot be heard is not said to be anything");
    }

    @Test
    void aLaneThatItsGateAndItsControllerBothTellOfIsShownOnceAsTheWorseOfTheTwo() throws Exception {
        openDoors();
        devices.stated(gateA.id, lane("locked"));
        devices.stated(new DeviceId("lane-a-1"), lane("barrier-lost"));
        String page = get("/");
        assertTrue(page.contains("1 lane") && !page.contains("2 lanes"), page);
        assertTrue(page.contains("its relays are not reached") && page.contains("lane--faulted"), page);
    }

    private static DeviceState lane(String state) {
        return DeviceState.online("b", "0.1", List.of(new DeviceState.Lane("a-1", "A", state)), NOW);
    }

    @Test
    void aChangeReachesAnOpenDashboardByItself() throws Exception {
        openDoors();
        List<String> heard = new CopyOnWriteArrayList<>();
        Thread listening = Thread.ofVirtual().start(() -> listen(heard));
        Await.until("the page is live", () -> heard.stream().anyMatch(line -> line.contains("What happened")));
        pass(cloud.sell(), NOW);
        Await.until(
                "the passage is told",
                () -> heard.stream().anyMatch(line -> line.startsWith("data:") && line.contains("1,499 free")));
        listening.interrupt();
    }

    @Test
    void anAbsentCloudIsSaidCalmly() throws Exception {
        links = new Links(Optional.of(new Links.Link(false, NOW)), new Links.Link(true, NOW), true);
        assertTrue(get("/").contains("the doors go on without it"));
    }

    @Test
    void languageAndThemeAreRememberedAndNotKeptInTheAddress() throws Exception {
        HttpResponse<String> wish = browser.send(
                HttpRequest.newBuilder(shell.uri().resolve("/?lang=es&theme=light"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(303, wish.statusCode());
        List<String> cookies = wish.headers().allValues("Set-Cookie");
        assertEquals(2, cookies.size(), cookies::toString);
        String page = browser.send(
                        HttpRequest.newBuilder(shell.uri())
                                .header("Cookie", "lang=es; theme=light")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertTrue(page.contains("lang=\"es\"") && page.contains("data-theme=\"light\""), page);
        assertTrue(page.contains("Últimos 15 minutos"), page);
    }

    @Test
    void nothingOnThePageIsInline() throws Exception {
        openDoors();
        pass(cloud.sell(), NOW);
        String page = get("/");
        assertFalse(page.contains(" style="), page);
        assertFalse(page.contains("<style"), page);
        assertTrue(Stream.of(page.split("<script")).skip(1).allMatch(script -> script.contains("src=")), page);
    }

    @Test
    void theSameFiguresAreThereAsJson() throws Exception {
        openDoors();
        Pass sold = cloud.sell();
        pass(sold, NOW);
        String rows = get("/api/v1/ledger?limit=10");
        assertTrue(rows.contains("\"passNumber\":\"" + sold.body().number() + "\""), rows);
        assertTrue(rows.contains("\"passage\":\"completed\""), rows);
        String occupancy = get("/api/v1/occupancy");
        assertTrue(occupancy.contains("\"inside\":1") && occupancy.contains("\"capacity\":1500"), occupancy);
        HttpResponse<String> tooMany = browser.send(
                HttpRequest.newBuilder(shell.uri().resolve("/api/v1/ledger?limit=0"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(400, tooMany.statusCode(), tooMany.body());
    }

    private void listen(List<String> heard) {
        try {
            browser.send(
                            HttpRequest.newBuilder(shell.uri().resolve("/events"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .forEach(heard::add);
        } catch (IOException e) {
            heard.add("lost: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Pass pass, Instant at) {
        PresentationId id = gateA.present();
        claim(id, pass, at);
        int before = gateA.entries().size();
        gateA.intends(id, TestDevice.shown(pass), Direction.IN, at)
                .settles(id, Basis.HUB, Passage.COMPLETED, at.plusSeconds(2));
        arbitration.take(List.of(new Order.Read(gateA.from(before + 1L), position -> {})), at, 0);
    }

    private void claim(PresentationId id, Pass pass, Instant at) {
        Claim claim = new Claim(
                id,
                gateA.doorway(Direction.IN),
                Recognition.recognise(pass, roster.keys(), Recognition.Freshness.FRESH),
                Long.MAX_VALUE);
        arbitration.take(List.of(new Order.Decide(claim, outcome -> {})), at, 0);
    }

    private String get(String path) throws IOException, InterruptedException {
        return browser.send(
                        HttpRequest.newBuilder(shell.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
