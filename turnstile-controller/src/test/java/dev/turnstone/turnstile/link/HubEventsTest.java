package dev.turnstone.turnstile.link;

import static dev.turnstone.turnstile.Until.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
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
            try (HubAtTheBroker hub = new HubAtTheBroker(broker.uri(), TOPICS, DEVICE)) {
                holds("300 entries acknowledged", () -> paper.acknowledged() == 300);
                assertEquals(paper.entries, texts(hub));
                broker.stop();
                holds("the loss is noticed", () -> !gate.connected());
                paper.write(5);
            }
            broker.start();
            try (HubAtTheBroker hub = new HubAtTheBroker(broker.uri(), TOPICS, DEVICE)) {
                hub.having(paper.asStored(300));
                holds("305 entries acknowledged", () -> paper.acknowledged() == 305);
                assertEquals(paper.entries, texts(hub));
            }
        }
    }

    @Test
    void theStateIsRetainedAndAPlannedEndSaysSo() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.start();
            try (HubAtTheBroker hub = new HubAtTheBroker(broker.uri(), TOPICS, DEVICE)) {
                HubEvents gate = gate(broker.uri());
                gate.start();
                holds("online", () -> hub.states().stream().anyMatch(DeviceState::online));
                gate.close();
                holds("offline", () -> !hub.states().getLast().online());
                assertEquals("b1", hub.states().getLast().boot());
            }
        }
    }

    private static List<String> texts(HubAtTheBroker hub) {
        return hub.stored().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
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

    private static final class Paper implements Drain.Outbox {
        private final List<String> entries = new CopyOnWriteArrayList<>();
        private volatile long acknowledged;

        void write(int count) {
            for (int i = 0; i < count; i++) {
                entries.add("entry " + (entries.size() + 1));
            }
        }

        Map<Long, byte[]> asStored(int count) {
            Map<Long, byte[]> stored = new HashMap<>();
            for (int i = 0; i < count; i++) {
                stored.put(i + 1L, entries.get(i).getBytes(StandardCharsets.UTF_8));
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
