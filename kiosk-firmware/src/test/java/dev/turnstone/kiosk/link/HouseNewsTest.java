package dev.turnstone.kiosk.link;

import static dev.turnstone.kiosk.Eventually.eventually;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
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
import dev.turnstone.turnstile.link.Drain;
import dev.turnstone.turnstile.link.HubEvents;
import dev.turnstone.turnstile.link.Mosquitto;
import java.net.URI;
import java.nio.file.Path;
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

    private final Settings settings = new Settings(CLOUD.publicKey(), kept -> {});
    private final List<PassUsage> heard = new CopyOnWriteArrayList<>();
    private URI hubUri = URI.create("http://localhost:1");

    private @Nullable UsageFeed usage;

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
                new Drain(new Empty(), "b1"),
                new HouseNews(TOPICS, settings, usage),
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
