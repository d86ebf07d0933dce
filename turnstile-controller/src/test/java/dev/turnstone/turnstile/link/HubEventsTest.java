package dev.turnstone.turnstile.link;

import static dev.turnstone.turnstile.Until.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.platform.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubEventsTest {
    private static final DeviceId DEVICE = new DeviceId("gate-a");
    private static final Instant TONIGHT = Instant.parse("2026-03-07T22:00:00Z");
    private static final Topics TOPICS = new Topics(new VenueId("maguey"));

    private final Paper paper = new Paper();

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
                holds("300 entries acknowledged", () -> paper.acknowledged() == 300);
                assertEquals(paper.entries, hub.stored());
                broker.stop();
                holds("the loss is noticed", () -> !gate.connected());
                paper.write(5);
            }
            broker.start();
            try (Hub hub = new Hub(broker.uri())) {
                hub.stored.putAll(paper.asStored(300));
                holds("305 entries acknowledged", () -> paper.acknowledged() == 305);
                assertEquals(paper.entries, hub.stored());
            }
        }
    }

    @Test
    void theStateIsRetainedAndAPlannedEndSaysSo() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.start();
            try (Hub hub = new Hub(broker.uri())) {
                HubEvents gate = gate(broker.uri());
                gate.start();
                holds("online", () -> hub.states.stream().anyMatch(DeviceState::online));
                gate.close();
                holds("offline", () -> !hub.states.getLast().online());
                assertEquals("b1", hub.states.getLast().boot());
            }
        }
    }

    private HubEvents gate(URI broker) throws Exception {
        return new HubEvents(
                broker,
                DEVICE,
                "b1",
                TOPICS,
                SSLContext.getDefault(),
                new Drain(paper, "b1"),
                new Nothing(),
                () -> DeviceState.online("b1", "test", List.of(), TONIGHT),
                new Random(1));
    }

    /** A device that wants to know nothing but how far its journal has come. */
    private record Nothing() implements HubEvents.Listener {
        @Override
        public List<String> topics() {
            return List.of();
        }

        @Override
        public void hear(String topic, String payload) {
            throw new AssertionError("nobody asked for " + topic);
        }

        @Override
        public void connected() {}
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
