package dev.turnstone.kiosk.link;

import static dev.turnstone.kiosk.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SignedRosterChanges;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.admission.wire.UsageBatch.UseEntry;
import dev.turnstone.kiosk.admit.Passes;
import dev.turnstone.kiosk.roster.HeardFile;
import dev.turnstone.kiosk.roster.HeardUsage;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import dev.turnstone.turnstile.link.Drain;
import dev.turnstone.turnstile.link.HubEvents;
import dev.turnstone.turnstile.link.Mosquitto;
import io.helidon.http.HeaderNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseNewsTest {
    private static final DeviceId DEVICE = new DeviceId("gate-a");
    private static final Topics TOPICS = new Topics(new VenueId("maguey"));
    private static final SigningKey CLOUD = SigningKey.fromSeed(new byte[32]);
    private static final SigningKey HUB =
            SigningKey.fromSeed("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private final Settings settings = new Settings(CLOUD.publicKey(), kept -> {});
    private final List<PassUsage> heard = new CopyOnWriteArrayList<>();
    private URI hubUri = URI.create("http://localhost:1");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private @Nullable Roster roster;

    @TempDir
    Path folder;

    @Test
    void retainedSettingsAreVerifiedAndTaken() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.start();
            try (Hub hub = new Hub(broker.uri());
                    HubEvents gate = gate(broker.uri())) {
                byte[] keys = Json.bytes(KeysPayload.of(new Passes().keys()));
                hub.retain(TOPICS.keys(), SignedSetting.sign(1, keys, CLOUD));
                gate.start();

                eventually("the keys are in force", () -> settings.keys().number() == 1);
            }
        }
    }

    /** What was told while this gate was away lies in a gap, and is fetched from where it stands. */
    @Test
    void whatOtherGatesLetInIsHeardWithNothingLeftOut() throws Exception {
        List<PassUsage> house = new CopyOnWriteArrayList<>();
        for (int position = 1; position <= 5; position++) {
            house.add(usage(position));
        }
        try (Mosquitto broker = new Mosquitto(folder);
                HttpShell devices = HttpShell.named("hub")
                        .routes(rules -> rules.get("/v1/usage", (req, res) -> {
                            int after = Integer.parseInt(req.query().get("after"));
                            if (after >= house.size()) {
                                Reply.noContent(res);
                            } else {
                                Reply.json(res, batch(after + 1, house.subList(after, house.size())));
                            }
                        }))
                        .start()) {
            broker.start();
            hubUri = devices.uri();
            try (Hub hub = new Hub(broker.uri());
                    HubEvents gate = gate(broker.uri())) {
                gate.start();
                eventually("what was told before it came", () -> heardOf(5));
                for (int position = 6; position <= 9; position++) {
                    house.add(usage(position));
                }
                hub.tells(batch(9, house.subList(8, 9)));
                eventually("the gap is filled", () -> heardOf(9));
            }
        }
    }

    /** 1 is revoked before the gate comes, 2 in a message, 3 in one that was lost, 4 by somebody who is not the hub. */
    @Test
    void aRevocationReachesTheGateWhetherItHearsOfItOrHasToAsk() throws Exception {
        List<RosterChanges.Change> house = new CopyOnWriteArrayList<>(List.of(revoked(1)));
        try (Mosquitto broker = new Mosquitto(folder);
                HttpShell devices = HttpShell.named("hub")
                        .routes(rules -> rules.get("/v1/roster/{event}", (req, res) -> {
                            int after = Integer.parseInt(req.query().get("after"));
                            byte[] body = Json.bytes(new RosterPage(
                                    Passes.EVENT.value(),
                                    "life-1",
                                    house.size(),
                                    house.size(),
                                    house.subList(after, house.size())));
                            res.header(HeaderNames.create(RosterPage.SIGNATURE), RosterPage.signature(body, HUB));
                            res.header(HeaderNames.CONTENT_TYPE, "application/json");
                            res.send(body);
                        }))
                        .start()) {
            broker.start();
            hubUri = devices.uri();
            try (Hub hub = new Hub(broker.uri());
                    HubEvents gate = gate(broker.uri())) {
                gate.start();
                eventually("what was revoked before it came", () -> isRevoked(1));
                eventually("the gate listens", gate::connected);

                house.add(revoked(2));
                hub.tellsRoster(signed(2, revoked(2), HUB));
                eventually("what it is told", () -> isRevoked(2));

                hub.tellsRoster(signed(3, revoked(4), CLOUD));
                house.add(revoked(3));
                house.add(valid(5));
                hub.tellsRoster(signed(4, valid(5), HUB));
                eventually("what lies in the gap", () -> isRevoked(3));
                assertFalse(isRevoked(4), "the settings key is not the hub's");
            }
        }
    }

    private boolean isRevoked(long number) {
        return roster != null
                && roster.known(Passes.EVENT, new PassNumber(number)).standing() instanceof Standing.Revoked;
    }

    private static SignedRosterChanges signed(long position, RosterChanges.Change change, SigningKey key) {
        RosterChanges changes = new RosterChanges(Passes.EVENT.value(), "life-1", position, position, List.of(change));
        return SignedRosterChanges.sign(Json.bytes(changes), key);
    }

    private static RosterChanges.Change revoked(long number) {
        return change(number, RosterChanges.Change.REVOKED);
    }

    private static RosterChanges.Change valid(long number) {
        return change(number, RosterChanges.Change.VALID);
    }

    private static RosterChanges.Change change(long number, String state) {
        return new RosterChanges.Change(Long.toString(number), 0, 1, 1, state, Optional.empty(), Optional.empty());
    }

    private boolean heardOf(int passes) {
        return heard.stream().map(PassUsage::number).distinct().count() == passes;
    }

    private static PassUsage usage(long position) {
        UseEntry entry = new UseEntry("gate-b", "B", "in", Passes.TONIGHT, "passed");
        return new PassUsage(Passes.EVENT.value(), Long.toString(position), position, 1, List.of(entry));
    }

    private static UsageBatch batch(long from, List<PassUsage> usages) {
        return new UsageBatch("life-1", from, usages.getLast().position(), usages, Optional.empty());
    }

    @AfterEach
    void stopListening() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    private HubEvents gate(URI broker) throws Exception {
        HeardFile file = closing(HeardFile.open(folder));
        roster = closing(Roster.open(folder, file, InstantSource.fixed(Passes.TONIGHT)));
        RosterFeed rosters = closing(new RosterFeed(
                hubUri,
                SSLContext.getDefault(),
                Optional.of(HUB.publicKey()),
                roster,
                () -> List.of(Passes.EVENT),
                new Random(1)));
        UsageFeed usage = closing(
                new UsageFeed(hubUri, SSLContext.getDefault(), new HeardUsage(file), heard::addAll, new Random(1)));
        usage.start();
        rosters.start();
        return new HubEvents(
                broker,
                DEVICE,
                "b1",
                TOPICS,
                SSLContext.getDefault(),
                new Drain(new Empty(), "b1"),
                new HouseNews(TOPICS, settings, usage, rosters),
                () -> DeviceState.online("b1", "test", List.of(), Passes.TONIGHT),
                new Random(1));
    }

    /** The hub's end of the line. */
    private static final class Hub implements AutoCloseable {
        private final MqttClient client;

        Hub(URI broker) throws MqttException {
            client = new MqttClient(broker.toString(), "hub", new MemoryPersistence());
            client.setTimeToWait(5_000);
            client.connect(new MqttConnectionOptions());
        }

        void tellsRoster(SignedRosterChanges changes) throws MqttException {
            client.publish(TOPICS.rosterChanges(Passes.EVENT), Json.bytes(changes), 1, false);
        }

        void tells(UsageBatch batch) throws MqttException {
            client.publish(TOPICS.usage(), Json.bytes(batch), 1, false);
        }

        void retain(String topic, Object message) throws MqttException {
            client.publish(topic, Json.bytes(message), 1, true);
        }

        @Override
        public void close() throws MqttException {
            client.disconnectForcibly(0, 100, false);
            client.close(true);
        }
    }

    private record Empty() implements Drain.Outbox {
        @Override
        public JournalId id() {
            return new JournalId(1, 2);
        }

        @Override
        public long last() {
            return 0;
        }

        @Override
        public long acknowledged() {
            return 0;
        }

        @Override
        public List<byte[]> read(long from, int most) {
            return List.of();
        }

        @Override
        public void acknowledge(long position) {}
    }
}
