package dev.turnstone.hub.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.contract.Contract;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.hub.dashboard.Figures;
import dev.turnstone.hub.device.SettingsRoutes;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.hub.testing.TestDevice;
import dev.turnstone.hub.testing.TestVenue;
import dev.turnstone.platform.http.ClientAuth;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.metrics.Metrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims through the real routing, over mutual TLS, into a real ledger file. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class ClaimsOverHttpTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(5, NOW).withEvent(0);
    private final TestDevice deviceA = new TestDevice("gate-a", "A", 1);
    private final TestDevice deviceB = new TestDevice("gate-b", "B", 2);
    private volatile Instant now = NOW;
    private TestVenue venue;
    private SqliteLedger ledger;
    private Roster roster;
    private Sequencer sequencer;
    private HttpShell hub;
    private HttpClient gateA;
    private HttpClient gateB;

    @BeforeEach
    void start() {
        InstantSource clock = () -> now;
        Metrics metrics = new Metrics();
        venue = new TestVenue(folder.resolve("identities"));
        ledger = SqliteLedger.open(folder.resolve("ledger.db"));
        roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
        roster.apply(cloud.page(0), NOW);
        sequencer = Sequencer.start(new Arbitration(ledger, roster, new Figures(clock)), clock, metrics);
        hub = HttpShell.named("hub-devices")
                .listen("127.0.0.1", 0)
                .tls(venue.hub(), ClientAuth.REQUIRED)
                .routes(new ClaimRoutes(sequencer, roster, device -> {}, clock, metrics)::routing)
                .routes(new SettingsRoutes(roster, clock)::routing)
                .start();
        gateA = client(venue.device("gate-a"));
        gateB = client(venue.device("gate-b"));
    }

    @AfterEach
    void stop() {
        gateA.close();
        gateB.close();
        hub.close();
        sequencer.close();
        roster.close();
        ledger.close();
    }

    @Test
    void ofFiftyAtOnceAtTwoGatesExactlyOneIsGranted() throws Exception {
        for (int round = 0; round < 4; round++) {
            Pass pass = cloud.sell();
            List<String> answers = race(pass, 50);
            assertEquals(1, Collections.frequency(answers, ClaimAnswer.GRANTED), answers::toString);
        }
    }

    @Test
    void aPartyOfFourRacingIsAdmittedFourTimes() throws Exception {
        Pass party = cloud.sell(1, 4);
        List<String> answers = race(party, 40);
        assertEquals(4, Collections.frequency(answers, ClaimAnswer.GRANTED), answers::toString);
    }

    @Test
    void aRepeatedClaimIsAnsweredTheSameAndCountsOnce() throws Exception {
        Pass pass = cloud.sell();
        PresentationId id = deviceA.present();
        String first = body(claim(gateA, deviceA, id, pass));
        assertEquals(first, body(claim(gateA, deviceA, id, pass)));
        assertEquals(1, ledger.newest(10).size());
        assertTrue(first.contains("\"ordinal\":1"), first);
    }

    @Test
    void aDeviceCannotClaimOnAnothersJournal() throws Exception {
        claim(gateA, deviceA, deviceA.present(), cloud.sell());
        HttpResponse<String> answer = claim(gateB, deviceA, deviceA.present(), cloud.sell());
        assertEquals(403, answer.statusCode(), answer.body());
    }

    @Test
    void whatIsNoPassIsRefusedAndAForgedOneToo() throws Exception {
        assertTrue(body(send(gateA, request(deviceA, "HTTP://EXAMPLE.COM"))).contains("NOT_A_PASS"));
        Pass forged = new Pass(cloud.sell().body(), cloud.sell().signature(), Optional.empty());
        assertTrue(body(send(gateA, request(deviceA, TestCloud.text(forged)))).contains("FORGED"));
    }

    @Test
    void aMalformedClaimNamesTheField() throws Exception {
        String claim = Json.text(request(deviceA, "X"));
        HttpResponse<String> noBudget = send(gateA, claim.replace("\"budgetMs\":5000", "\"budgetMs\":0"));
        assertEquals(400, noBudget.statusCode(), noBudget.body());
        assertTrue(noBudget.body().contains("budgetMs"), noBudget.body());
        HttpResponse<String> sideways = send(gateA, claim.replace("\"in\"", "\"sideways\""));
        assertEquals(400, sideways.statusCode(), sideways.body());
        assertTrue(sideways.body().contains("direction"), sideways.body());
        Contract.requireValid("Problem", sideways.body());
    }

    @Test
    void aClaimLargerThanAnyIsNotRead() throws Exception {
        HttpResponse<String> answer = send(gateA, " ".repeat(ClaimRequest.MOST_BYTES) + "{}");
        assertEquals(413, answer.statusCode(), answer.body());
        Contract.requireValid("Problem", answer.body());
    }

    @Test
    void whoHasNoCertificateOrAStrangersGetsNoAnswer() {
        assertThrows(IOException.class, () -> {
            try (HttpClient nobody = client(new TestVenue(folder.resolve("elsewhere")).device("gate-a"))) {
                claim(nobody, deviceA, deviceA.present(), cloud.sell());
            }
        });
    }

    @Test
    void theSettingsInForceAreServedAsTheCloudSignedThem() throws Exception {
        SettingsPage page = settings();
        assertEquals(2, page.settings().size());
        assertTrue(page.settings().stream()
                .allMatch(setting -> setting.verified(cloud.settingsKey()).isPresent()));
    }

    @Test
    void aHubThatDoesNotHearTheCloudDoesNotVouchForItsSettings() throws Exception {
        assertTrue(settings().fresh());
        now = NOW.plus(Duration.ofMinutes(3));
        assertFalse(settings().fresh());
        roster.apply(cloud.page(roster.position().position()), now);
        assertTrue(settings().fresh());
    }

    private SettingsPage settings() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                gateA.send(HttpRequest.newBuilder(uri("/v1/settings")).build(), HttpResponse.BodyHandlers.ofString());
        Contract.requireValid("SettingsPage", answer.body());
        return Json.read(answer.body(), SettingsPage.class);
    }

    private List<String> race(Pass pass, int guests) throws Exception {
        CyclicBarrier together = new CyclicBarrier(guests);
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < guests; i++) {
            boolean atA = i % 2 == 0;
            TestDevice device = atA ? deviceA : deviceB;
            PresentationId id = device.present();
            tasks.add(() -> {
                together.await();
                String answer = body(claim(atA ? gateA : gateB, device, id, pass));
                return Json.read(answer, ClaimAnswer.class).answer();
            });
        }
        List<String> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> each : threads.invokeAll(tasks)) {
                answers.add(each.get());
            }
        }
        return answers;
    }

    private HttpResponse<String> claim(HttpClient gate, TestDevice device, PresentationId id, Pass pass)
            throws IOException, InterruptedException {
        return send(gate, ClaimRequest.of(id, TestCloud.text(pass), device.doorway(Direction.IN), 5_000));
    }

    private static ClaimRequest request(TestDevice device, String text) {
        return ClaimRequest.of(device.present(), text, device.doorway(Direction.IN), 5_000);
    }

    /** Question and answer as the contract has them, whatever this test is about. */
    private HttpResponse<String> send(HttpClient gate, ClaimRequest claim) throws IOException, InterruptedException {
        String json = Json.text(claim);
        Contract.requireValid("ClaimRequest", json);
        HttpResponse<String> answer = send(gate, json);
        Contract.requireValid(answer.statusCode() == 200 ? "ClaimAnswer" : "Problem", answer.body());
        return answer;
    }

    private HttpResponse<String> send(HttpClient gate, String json) throws IOException, InterruptedException {
        return gate.send(
                HttpRequest.newBuilder(uri("/v1/claims"))
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String body(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private URI uri(String path) {
        return hub.uri().resolve(path);
    }

    private static HttpClient client(Identity identity) {
        return HttpClient.newBuilder()
                .sslContext(identity.sslContext())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }
}
