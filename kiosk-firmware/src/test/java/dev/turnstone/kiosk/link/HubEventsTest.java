package dev.turnstone.kiosk.link;

import static dev.turnstone.kiosk.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.admission.wire.UsageBatch.UseEntry;
import dev.turnstone.kiosk.admit.Passes;
import dev.turnstone.kiosk.roster.HeardUsage;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubEventsTest {
    private static final DeviceId DEVICE = new DeviceId("gate-a");
    private static final Topics TOPICS = new Topics(new VenueId("maguey"));
    private static final SigningKey CLOUD = SigningKey.fromSeed(new byte[32]);

    private final Paper paper = new Paper();
    private final Settings settings = new Settings(CLOUD.publicKey(), kept -> {});

    private final List<PassUsage> heard = new CopyOnWriteArrayList<>();
    private URI hubUri = URI.create("http://localhost:1");

    private @Nullable UsageFeed usage;

    @TempDir
    Path folder;

    @Test
    void everyEntryReachesTheHubOverARestartOfTheBroker() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder);
                HubEvents gate = gate(broker.uri())) {
            paper.write(300);
            gate.start();
            broker.start();
            try (Hub hub = new Hub(broker.uri())) {
                eventually("300 entries acknowledged", () -> paper.acknowledged() == 300);
                assertEquals(paper.entries, hub.stored());
                broker.stop();
                eventually("the loss is noticed", () -> !gate.connected());
                paper.write(5);
            }
            broker.start();
            try (Hub hub = new Hub(broker.uri())) {
                hub.stored.putAll(paper.asStored(300));
                eventually("305 entries acknowledged", () -> paper.acknowledged() == 305);
                assertEquals(paper.entries, hub.stored());
            }
        }
    }

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

    @Test
    void theStateIsRetainedAndAPlannedEndSaysSo() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.start();
            try (Hub hub = new Hub(broker.uri())) {
                HubEvents gate = gate(broker.uri());
                gate.start();
                eventually("online", () -> hub.states.stream().anyMatch(DeviceState::online));
                gate.close();
                eventually("offline", () -> !hub.states.getLast().online());
                assertEquals("b1", hub.states.getLast().boot());
            }
        }
    }

    @AfterEach
    void stopListening() {
        if (usage != null) {
            usage.close();
        }
    }

    private HubEvents gate(URI broker) throws Exception {
        usage = new UsageFeed(hubUri, SSLContext.getDefault(), HeardUsage.open(folder), heard::addAll, new Random(1));
        usage.start();
        return new HubEvents(
                broker,
                DEVICE,
                "b1",
                TOPICS,
                SSLContext.getDefault(),
                new Drain(paper, "b1"),
                settings,
                usage,
                () -> DeviceState.online("b1", "test", List.of(), Passes.TONIGHT),
                new Random(1));
    }

    /** The hub's end of the line: stores, then acknowledges the highest position without a gap. */
    private static final class Hub implements AutoCloseable {
        private final MqttClient client;
        private final Map<Long, String> stored = new ConcurrentHashMap<>();
        private final List<DeviceState> states = new CopyOnWriteArrayList<>();

        Hub(URI broker) throws MqttException {
            client = new MqttClient(broker.toString(), "hub", new MemoryPersistence());
            client.setTimeToWait(5_000);
            client.connect(new MqttConnectionOptions());
            client.setCallback(new QuietCallback(this::arrived));
            client.subscribe(new MqttSubscription[] {
                new MqttSubscription(TOPICS.everyJournal(), 1), new MqttSubscription(TOPICS.everyState(), 1)
            });
        }

        List<String> stored() {
            return stored.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue)
                    .toList();
        }

        void tells(UsageBatch batch) throws MqttException {
            client.publish(TOPICS.usage(), Json.bytes(batch), 1, false);
        }

        void retain(String topic, Object message) throws MqttException {
            client.publish(topic, Json.bytes(message), 1, true);
        }

        private void arrived(String topic, byte[] payload) {
            if (topic.equals(TOPICS.state(DEVICE))) {
                states.add(Json.read(payload, DeviceState.class));
                return;
            }
            JournalBatch batch = Json.read(payload, JournalBatch.class);
            long position = batch.from();
            for (byte[] bytes : batch.bytes()) {
                stored.put(position++, new String(bytes, StandardCharsets.UTF_8));
            }
            long contiguous = 0;
            while (stored.containsKey(contiguous + 1)) {
                contiguous++;
            }
            acknowledge(new JournalAck(batch.journal(), contiguous));
        }

        private void acknowledge(JournalAck ack) {
            // Paho forbids waiting in a callback.
            Thread.ofVirtual().start(() -> {
                try {
                    client.publish(TOPICS.ack(DEVICE), new MqttMessage(Json.bytes(ack)));
                } catch (MqttException e) {
                    assertTrue(e.getReasonCode() >= 0);
                }
            });
        }

        @Override
        public void close() throws MqttException {
            client.disconnectForcibly(0, 100, false);
            client.close(true);
        }
    }

    private static final class Paper implements Drain.Outbox {
        private final List<String> entries = new CopyOnWriteArrayList<>();
        private volatile long acknowledged;

        void write(int count) {
            for (int i = 0; i < count; i++) {
                entries.add("entry " + (entries.size() + 1));
            }
        }

        Map<Long, String> asStored(int count) {
            Map<Long, String> stored = new ConcurrentHashMap<>();
            for (int i = 0; i < count; i++) {
                stored.put(i + 1L, entries.get(i));
            }
            return stored;
        }

        @Override
        public JournalId id() {
            return new JournalId(1, 2);
        }

        @Override
        public long last() {
            return entries.size();
        }

        @Override
        public long acknowledged() {
            return acknowledged;
        }

        @Override
        public List<byte[]> read(long from, int most) {
            return entries.stream()
                    .skip(from - 1)
                    .limit(most)
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        @Override
        public void acknowledge(long position) {
            acknowledged = Math.max(acknowledged, position);
        }
    }
}
