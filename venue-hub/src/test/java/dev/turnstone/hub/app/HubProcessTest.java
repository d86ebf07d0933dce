package dev.turnstone.hub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SignedRosterChanges;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.TestClient;
import dev.turnstone.hub.testing.Await;
import dev.turnstone.hub.testing.CloudServer;
import dev.turnstone.hub.testing.HubProcess;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.hub.testing.TestDevice;
import dev.turnstone.hub.testing.TestVenue;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole hub as a process: its broker, its listeners, its files; and what it remembers when it is killed. */
class HubProcessTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(11, now).withEvent(100);
    private final Topics topics = new Topics(new VenueId("maguey"));

    @Test
    void oneGuestWalksThroughAndAKilledHubStillKnows() throws Exception {
        TestVenue venue = new TestVenue(folder.resolve("identities"));
        Identity gateA = venue.device("gate-a");
        Identity gateB = venue.device("gate-b");
        TestDevice deviceA = new TestDevice("gate-a", "A", 1);
        TestDevice deviceB = new TestDevice("gate-b", "B", 2);
        Pass pass = cloud.sell();
        PresentationId first = deviceA.present();
        PresentationId second = deviceB.present();
        try (CloudServer server = CloudServer.start(cloud)) {
            try (HubProcess hub = HubProcess.start(folder, venue, cloud, server.uri())) {
                assertEquals(200, hub.pulse(gateA), "a gate asks here whether the hub lives");
                Await.until("the sheet has come", () -> hub.get("/").contains("Maguey · Saturday"));
                assertEquals(new Decision.Admit(1, 1), hub.claim(gateA, deviceA, first, TestCloud.text(pass)));
                walkThrough(hub, gateA, deviceA, first, pass);
                Await.until(
                        "somebody is inside", () -> hub.get("/api/v1/occupancy").contains("\"inside\":1"));
                assertEquals(Reason.ALREADY_INSIDE, refusal(hub, gateB, deviceB, second, pass));
                assertEquals(403, hub.post(gateB, foreign(deviceA)).statusCode(), "a journal of another device");
                hub.kill();
            }
            try (HubProcess hub = HubProcess.start(folder, venue, cloud, server.uri())) {
                assertEquals(new Decision.Admit(1, 1), hub.claim(gateA, deviceA, first, TestCloud.text(pass)));
                assertEquals(Reason.ALREADY_INSIDE, refusal(hub, gateB, deviceB, second, pass));
                assertTrue(hub.get("/api/v1/ledger").contains("\"passage\":\"completed\""), hub.get("/api/v1/ledger"));
                assertEquals(2, drain(hub, gateA, deviceA));
                assertTrue(hub.get("/metrics").contains("claims_total"));
            }
        }
    }

    @Test
    void aRefundAtTheCloudReachesEveryGateAsASignedWordAndWhoAsksLaterToo() throws Exception {
        TestVenue venue = new TestVenue(folder.resolve("identities"));
        Identity gateA = venue.device("gate-a");
        Pass pass = cloud.sell();
        try (CloudServer server = CloudServer.start(cloud);
                HubProcess hub = HubProcess.start(folder, venue, cloud, server.uri())) {
            PublicKey key = SigningKey.fromSeed(
                            HexFormat.of().parseHex(Files.readString(folder.resolve("data/signing.key"))))
                    .publicKey();
            Await.until("the sheet has come", () -> hub.get("/").contains("Maguey · Saturday"));
            Await.until("messages flow", () -> hub.get("/").contains("flowing"));
            try (TestClient client = TestClient.connect(hub.broker(), gateA, "gate-a")) {
                client.listen(topics.everyRosterChange());
                cloud.revoke(pass);
                Await.until("the change is told", () -> !client.heard.isEmpty());
                String message = client.heard.getFirst();
                RosterChanges told = Json.read(
                        Json.read(message.substring(message.indexOf(' ') + 1), SignedRosterChanges.class)
                                .verified(key)
                                .orElseThrow(),
                        RosterChanges.class);
                assertEquals("revoked", told.changes().getLast().state());
                assertEquals(4, told.to());
            }
            HttpResponse<byte[]> page = hub.ask(gateA, "/v1/roster/" + TestCloud.EVENT + "?after=0");
            String signature = page.headers().firstValue(RosterPage.SIGNATURE).orElseThrow();
            assertTrue(RosterPage.isSigned(page.body(), signature, key));
            assertEquals(
                    "revoked",
                    Json.read(page.body(), RosterPage.class).passes().getFirst().state());
            assertEquals(404, hub.ask(gateA, "/v1/roster/another").statusCode());
            assertEquals(404, hub.ask(gateA, "/v1/roster/not%20a%20name").statusCode());
            assertEquals(
                    400,
                    hub.ask(gateA, "/v1/roster/" + TestCloud.EVENT + "?after=-1")
                            .statusCode());
        }
    }

    private void walkThrough(HubProcess hub, Identity identity, TestDevice device, PresentationId id, Pass pass)
            throws Exception {
        device.intends(id, TestDevice.shown(pass), Direction.IN, now)
                .settles(id, Basis.HUB, Passage.COMPLETED, now.plusSeconds(2));
        assertEquals(2, drain(hub, identity, device));
    }

    /** Sends the whole journal, as a gate does that has heard no acknowledgement. */
    private long drain(HubProcess hub, Identity identity, TestDevice device) throws Exception {
        List<Long> acknowledged = new CopyOnWriteArrayList<>();
        Await.until("messages flow", () -> hub.get("/").contains("flowing"));
        try (TestClient client = TestClient.connect(hub.broker(), identity, device.id.value())) {
            client.listen(topics.ack(device.id)).listen(topics.keys());
            client.say(
                    topics.state(device.id),
                    Json.text(DeviceState.online(
                            "boot-1",
                            "0.1",
                            List.of(new DeviceState.Lane(device.lane.value(), device.gate.value(), "locked")),
                            now)),
                    true);
            client.say(
                    topics.journal(device.id),
                    Json.text(JournalBatch.of(device.journal, "boot-1", 1, new ArrayList<>(device.entries()))));
            Await.until("the journal is acknowledged", () -> {
                client.heard.stream()
                        .filter(message -> message.startsWith(topics.ack(device.id)))
                        .map(message -> message.substring(message.indexOf(' ') + 1))
                        .map(json -> Json.read(json, JournalAck.class).position())
                        .forEach(acknowledged::add);
                return !acknowledged.isEmpty();
            });
            Await.until(
                    "the keys are retained",
                    () -> client.heard.stream().anyMatch(message -> message.startsWith(topics.keys())));
            Await.until("the gate is shown as connected", () -> hub.get("/").contains("connected"));
        }
        return acknowledged.getLast();
    }

    private static Reason refusal(HubProcess hub, Identity identity, TestDevice device, PresentationId id, Pass pass) {
        return assertInstanceOf(Decision.Refuse.class, hub.claim(identity, device, id, TestCloud.text(pass)))
                .reason();
    }

    private ClaimRequest foreign(TestDevice owner) {
        return ClaimRequest.of(owner.present(), TestCloud.text(cloud.sign(0, 1)), owner.doorway(Direction.IN), 1_000);
    }
}
