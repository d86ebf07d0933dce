package dev.turnstone.turnstile.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalReading;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.platform.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** The hub's end of the line: stores what one device sends, then acknowledges the highest position without a gap. */
public final class HubAtTheBroker implements AutoCloseable {
    private final Topics topics;
    private final DeviceId device;
    private final MqttClient client;
    private final Map<Long, byte[]> stored = new ConcurrentHashMap<>();
    private final List<DeviceCommand.Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<DeviceState> states = new CopyOnWriteArrayList<>();

    public HubAtTheBroker(URI broker, Topics topics, DeviceId device) throws MqttException {
        this.topics = topics;
        this.device = device;
        client = new MqttClient(broker.toString(), "hub", new MemoryPersistence());
        client.setTimeToWait(5_000);
        client.connect(new MqttConnectionOptions());
        client.setCallback(new QuietCallback(this::arrived));
        client.subscribe(new MqttSubscription[] {
            new MqttSubscription(topics.everyJournal(), 1),
            new MqttSubscription(topics.everyState(), 1),
            new MqttSubscription(topics.everyOutcome(), 1)
        });
    }

    /** What it had before it was restarted. */
    HubAtTheBroker having(Map<Long, byte[]> before) {
        stored.putAll(before);
        return this;
    }

    public List<DeviceState> states() {
        return List.copyOf(states);
    }

    public List<DeviceCommand.Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** As it is, whoever signed it. */
    public void commands(SignedCommand command) throws MqttException {
        client.publish(topics.commands(device), Json.bytes(command), 1, false);
    }

    List<byte[]> stored() {
        return stored.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** What the journal says so far. */
    public List<Fact> facts() {
        return stored().stream()
                .map(JournalCodec::decode)
                .map(reading -> ((JournalReading.Sound) reading).entry().fact())
                .toList();
    }

    private void arrived(String topic, byte[] payload) {
        if (topic.equals(topics.state(device))) {
            states.add(Json.read(payload, DeviceState.class));
            return;
        }
        if (topic.equals(topics.outcomes(device))) {
            outcomes.add(Json.read(payload, DeviceCommand.Outcome.class));
            return;
        }
        JournalBatch batch = Json.read(payload, JournalBatch.class);
        long position = batch.from();
        for (byte[] bytes : batch.bytes()) {
            stored.put(position++, bytes);
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
                client.publish(topics.ack(device), new MqttMessage(Json.bytes(ack)));
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
