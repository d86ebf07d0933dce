package dev.turnstone.hub.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.hub.broker.DeviceBus.Receiver;
import dev.turnstone.hub.testing.Await;
import dev.turnstone.hub.testing.TestVenue;
import dev.turnstone.platform.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The same promises, whichever broker carries the messages. */
@ParameterizedClass
@EnumSource(Brokers.class)
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class BrokerTest {
    private static final String DEVICES = "turnstone/v1/maguey/devices/";
    private static final TopicRules RULES = new TopicRules(new VenueId("maguey"));

    @TempDir
    static Path folder;

    static TestVenue venue;
    static Brokers.Running broker;

    @Parameter
    Brokers kind;

    @BeforeParameterizedClassInvocation
    static void start(Brokers kind) {
        kind.absent().ifPresent(why -> Assumptions.abort(why));
        Path own = folder.resolve(kind.name());
        venue = new TestVenue(own.resolve("identities"));
        broker = kind.start(venue, own.resolve("broker"), RULES);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        if (broker != null) {
            broker.stop().close();
        }
    }

    private final List<String> hubHeard = new CopyOnWriteArrayList<>();
    private final Receiver receiver =
            (topic, payload) -> hubHeard.add(topic + " " + new String(payload, StandardCharsets.UTF_8));

    private DeviceBus hub;

    @BeforeEach
    void connectTheHub() {
        hub = PahoDeviceBus.to(broker.uri(), venue.hub().sslContext(), InstantSource.system())
                .listen(List.of(DEVICES + "+/journal", DEVICES + "+/state"), receiver);
        Await.until("the hub reaches the broker", () -> hub.link().connected());
    }

    @AfterEach
    void disconnectTheHub() {
        hub.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aDevicesJournalReachesTheHubAndItsAcknowledgementComesBack() throws Exception {
        try (TestClient gate = TestClient.connect(broker.uri(), venue.device("gate-a"), "gate-a")) {
            gate.listen(DEVICES + "gate-a/ack");
            gate.say(DEVICES + "gate-a/journal", "entries");
            Await.until("the hub has it", () -> hubHeard.contains(DEVICES + "gate-a/journal entries"));
            hub.publish(DEVICES + "gate-a/ack", bytes("3"));
            Await.until("the gate has it", () -> gate.heard.contains(DEVICES + "gate-a/ack 3"));
        }
    }

    @Test
    void aSettingIsRetainedForADeviceThatComesLater() throws Exception {
        hub.retain("turnstone/v1/maguey/keys", bytes("keys 7"));
        try (TestClient gate = TestClient.connect(broker.uri(), venue.device("gate-b"), "gate-b")) {
            gate.listen("turnstone/v1/maguey/keys");
            Await.until("the gate has it", () -> gate.heard.contains("turnstone/v1/maguey/keys keys 7"));
        }
    }

    @Test
    void aMessageThatCannotBeSentDoesNotSilenceTheHub() throws Exception {
        hub.publish(DEVICES + "#/ack", bytes("no topic"));
        try (TestClient gate = TestClient.connect(broker.uri(), venue.device("gate-d"), "gate-d")) {
            gate.listen(DEVICES + "gate-d/ack");
            Await.until("the hub is heard again", () -> {
                hub.publish(DEVICES + "gate-d/ack", bytes("4"));
                return gate.heard.contains(DEVICES + "gate-d/ack 4");
            });
        }
    }

    @Test
    void aPulledCableIsToldByTheWill() throws Exception {
        TestClient gate = TestClient.connect(broker.uri(), venue.device("gate-c"), "gate-c", DEVICES + "gate-c/state");
        gate.say(DEVICES + "gate-c/state", "here", true);
        Await.until("the hub knows", () -> hubHeard.contains(DEVICES + "gate-c/state here"));
        gate.pullTheCable();
        Await.until("the hub hears the will", () -> hubHeard.contains(DEVICES + "gate-c/state gone"));
    }

    @Test
    void aDeviceIsNotHeardUnderAnothersName() throws Exception {
        try (TestClient thief = TestClient.connect(broker.uri(), venue.device("gate-x"), "gate-x");
                TestClient honest = TestClient.connect(broker.uri(), venue.device("gate-y"), "gate-y")) {
            sayWhateverTheAnswer(thief, DEVICES + "gate-y/journal", "forged");
            sayWhateverTheAnswer(thief, "turnstone/v1/maguey/keys", "forged");
            honest.say(DEVICES + "gate-y/journal", "true");
            Await.until("the honest one is heard", () -> hubHeard.contains(DEVICES + "gate-y/journal true"));
            assertFalse(hubHeard.contains(DEVICES + "gate-y/journal forged"), () -> hubHeard.toString());
        }
    }

    @Test
    void aDeviceHearsNothingThatIsMeantForAnother() throws Exception {
        try (TestClient curious = TestClient.connect(broker.uri(), venue.device("gate-x"), "gate-x");
                TestClient meant = TestClient.connect(broker.uri(), venue.device("gate-y"), "gate-y")) {
            listenWhateverTheAnswer(curious, "turnstone/v1/maguey/#");
            listenWhateverTheAnswer(curious, "#");
            listenWhateverTheAnswer(curious, DEVICES + "gate-y/ack");
            meant.listen(DEVICES + "gate-y/ack");
            Await.until("the device it is meant for has it", () -> {
                hub.publish(DEVICES + "gate-y/ack", bytes("9"));
                return !meant.heard.isEmpty();
            });
            assertEquals(
                    List.of(),
                    curious.heard.stream().filter(each -> each.contains("/ack")).toList());
        }
    }

    @Test
    void aDeviceCannotPushAnotherOffByTakingItsClientIdentifier() throws Exception {
        try (TestClient honest = TestClient.connect(broker.uri(), venue.device("gate-a"), "gate-a")
                        .listen(DEVICES + "gate-a/ack");
                TestClient thief = TestClient.connect(broker.uri(), venue.device("gate-x"), "gate-a")) {
            thief.listen(DEVICES + "gate-x/ack");
            hub.publish(DEVICES + "gate-a/ack", bytes("4"));
            Await.until("the honest one still listens", () -> honest.heard.contains(DEVICES + "gate-a/ack 4"));
            assertFalse(honest.lost);
        }
    }

    @Test
    void aStrangersCertificateIsRefused(@TempDir Path elsewhere) {
        Identity stranger = new TestVenue(elsewhere).device("gate-a");
        assertThrows(MqttException.class, () -> TestClient.connect(broker.uri(), stranger, "gate-a"));
    }

    /** MQTT lets a broker answer a forbidden publication with an error, a farewell or a friendly nod. */
    private static void sayWhateverTheAnswer(TestClient client, String topic, String text) {
        try {
            client.say(topic, text);
        } catch (MqttException e) {
            assertFalse(e.toString().isEmpty());
        }
    }

    private static void listenWhateverTheAnswer(TestClient client, String filter) {
        try {
            client.listen(filter);
        } catch (MqttException e) {
            assertFalse(e.toString().isEmpty());
        }
    }
}
