package dev.turnstone.turnstile.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.pi4j.io.gpio.digital.DigitalState;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.platform.json.Json;
import dev.turnstone.turnstile.Until;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.Lanes;
import dev.turnstone.turnstile.lane.OrderResult;
import dev.turnstone.turnstile.link.HubAtTheBroker;
import dev.turnstone.turnstile.link.HubConfig;
import dev.turnstone.turnstile.link.Mosquitto;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane's controller at a real broker. */
class HubSideTest {
    private static final DeviceId DEVICE = new DeviceId("lane-a-1");
    private static final GateId GATE = new GateId("A");
    private static final LaneId LANE = new LaneId("a-1");
    private static final VenueId VENUE = new VenueId("maguey");
    private static final SigningKey HUB = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final Topics TOPICS = new Topics(VENUE);

    private String lastUsed = "";

    @TempDir
    private Path folder;

    @Test
    void whatHappensWhileTheHubIsAwayReachesItLaterAndOnceOverARestartOfTheController() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder)) {
            try (HubSide side = open(broker.uri());
                    Lane lane = lane(Optional.of(Duration.ofMillis(20)))) {
                side.tell(lane, event -> Optional.empty());
                lane.openOnce();
                Until.holds("somebody whom staff let in", () -> lane.view().passages() == 1);
                lane.simulate(SimulatedAct.JUMP);
                Until.holds("somebody jumps", () -> lane.view().counters().forced() == 1);
            }
            broker.start();
            try (HubSide side = open(broker.uri());
                    Lane lane = lane(Optional.empty());
                    HubAtTheBroker hub = new HubAtTheBroker(broker.uri(), TOPICS, DEVICE)) {
                side.tell(lane, event -> Optional.empty());
                lane.simulate(SimulatedAct.FIRE);
                Until.holds("the alarm is told", () -> noted(hub).contains("fire-alarm"));
                assertEquals(List.of(Crossing.BY_HAND, Crossing.JUMP), crossings(hub));
                assertEquals(
                        2,
                        hub.facts().stream()
                                .filter(Fact.Started.class::isInstance)
                                .count());
            }
        }
    }

    @Test
    void theStateTellsTheLanesFaultsAndThatItIsFree() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.start();
            try (HubSide side = open(broker.uri());
                    Lane lane = lane(Optional.empty());
                    HubAtTheBroker hub = new HubAtTheBroker(broker.uri(), TOPICS, DEVICE)) {
                side.tell(lane, event -> Optional.empty());
                Until.holds("locked", () -> told(hub).equals("locked"));
                lane.simulate(SimulatedAct.NOT_READY);
                Until.holds("a fault", () -> told(hub).equals("barrier-not-ready"));
                assertEquals(
                        Optional.of(List.of("barrier-not-ready")), last(hub).faults());
                lane.simulate(SimulatedAct.READY);
                Until.holds("locked again", () -> told(hub).equals("locked"));
                assertEquals(Optional.empty(), last(hub).faults());
                lane.emergencyRelease();
                Until.holds("free", () -> told(hub).equals("free"));
            }
        }
    }

    @Test
    void whatBefallsTheHardwareIsToldByNameAndReasonAndEndsByItself() throws Exception {
        SimulatedPins world = new SimulatedPins();
        int arm = Wiring.simulated().line(Sense.SECOND_PHASE).line();
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.start();
            try (HubSide side = open(broker.uri());
                    Lane lane = Lanes.open(
                            LaneSettings.simulated(LANE, Direction.IN, Optional.empty()),
                            new LaneSettings.Simulated(Optional.empty(), 1),
                            world);
                    HubAtTheBroker hub = new HubAtTheBroker(broker.uri(), TOPICS, DEVICE)) {
                side.tell(lane, event -> Optional.empty());
                Until.holds("locked", () -> told(hub).equals("locked"));

                Until.holds("a storm of its sensors is told", () -> {
                    for (int flap = 0; flap < 1_000; flap++) {
                        world.drive(arm, DigitalState.LOW);
                        world.drive(arm, DigitalState.HIGH);
                    }
                    return faults(hub).equals(List.of("sensor-storm"));
                });
                Until.holds("and its end", () -> told(hub).equals("locked"));
                assertEquals(List.of(), faults(hub));

                world.unplug();
                Until.holds(
                        "a board that is unplugged", () -> faults(hub).equals(List.of("barrier-lost", "sensor-lost")));
                Until.holds("and why", () -> last(hub).detail().isPresent());
                Until.holds("the way out is free", () -> lane.state() == LaneState.FREE);
                world.plug();
                Until.holds("its return", () -> faults(hub).isEmpty());
                Until.holds(
                        "a person looks after it", () -> lane.resetAfterFire().equals(new OrderResult.Done()));
                Until.holds("locked again", () -> told(hub).equals("locked"));
                Until.holds(
                        "each is in the journal, with its end",
                        () -> noted(hub).containsAll(List.of("faulted", "fault-cleared")));
            }
        }
    }

    @Test
    void aChipThatIsMissingIsToldByItsName() throws Exception {
        LaneSettings simulated = LaneSettings.simulated(LANE, Direction.IN, Optional.empty());
        LaneSettings.Gpio missing = new LaneSettings.Gpio(
                Optional.of("no-such-chip"),
                Wiring.simulated(),
                LaneSettings.StrictGpiod.OVERRIDDEN,
                Optional.empty(),
                Optional.empty());
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.start();
            try (HubSide side = open(broker.uri());
                    Lane lane = Lanes.open(new LaneSettings(
                            LANE, simulated.profile(), simulated.timings(), missing, Optional.empty()));
                    HubAtTheBroker hub = new HubAtTheBroker(broker.uri(), TOPICS, DEVICE)) {
                side.tell(lane, event -> Optional.empty());
                Until.holds("it is told", () -> faults(hub).equals(List.of("barrier-lost", "sensor-lost")));
                Until.holds(
                        "with the chip's name",
                        () -> last(hub)
                                .detail()
                                .filter(why -> why.contains("no-such-chip"))
                                .isPresent());
                assertEquals(LaneState.FREE, lane.state());
            }
        }
    }

    @Test
    void theHubsCommandsAreObeyedAnsweredAndWrittenDown() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.start();
            try (HubSide side = open(broker.uri());
                    Lane lane = lane(Optional.of(Duration.ofMillis(20)));
                    HubAtTheBroker hub = new HubAtTheBroker(broker.uri(), TOPICS, DEVICE)) {
                side.tell(lane, event -> Optional.empty());
                assertEquals("done", command(hub, "c-1", "open-once", Optional.of("a-1")));
                Until.holds("somebody is let through", () -> crossings(hub).equals(List.of(Crossing.BY_HAND)));
                assertEquals("done", command(hub, "c-2", "hold-open", Optional.empty()));
                Until.holds("it stands open", () -> told(hub).equals("held-open"));
                assertEquals("done", command(hub, "c-3", "lock", Optional.empty()));
                Until.holds("it is locked", () -> told(hub).equals("locked"));
                assertEquals("done", command(hub, "c-4", "out-of-service", Optional.empty()));
                Until.holds("it is closed", () -> told(hub).equals("out-of-service"));
                assertEquals("refused", command(hub, "c-5", "open-once", Optional.of("b-2")));
                assertEquals("refused", command(hub, "c-6", "sing", Optional.empty()));
                assertEquals("done", command(hub, "c-7", "emergency-release", Optional.empty()));
                Until.holds("it is free", () -> told(hub).equals("free"));
                assertEquals("refused", command(hub, "c-8", "hold-open", Optional.empty()));

                Until.holds(
                        "every one of them is in the journal",
                        () -> commands(hub)
                                .equals(List.of(
                                        "c-1 open-once done",
                                        "c-2 hold-open done",
                                        "c-3 lock done",
                                        "c-4 out-of-service done",
                                        "c-5 open-once refused: there is no such lane here",
                                        "c-6 sing refused: this device does not know how",
                                        "c-7 emergency-release done",
                                        "c-8 hold-open refused: fire")));
            }
        }
    }

    @Test
    void aRepeatedCommandIsRefusedAndAForgedOneIsNotEvenAnswered() throws Exception {
        try (Mosquitto broker = new Mosquitto(folder)) {
            broker.start();
            try (HubSide side = open(broker.uri());
                    Lane lane = lane(Optional.empty());
                    HubAtTheBroker hub = new HubAtTheBroker(broker.uri(), TOPICS, DEVICE)) {
                side.tell(lane, event -> Optional.empty());
                SigningKey thief = SigningKey.fromSeed("a thief's seed, of 32 bytes.....".getBytes(UTF_8));
                hub.commands(signed("c-0", challenge(hub, ""), "hold-open", Optional.empty(), thief));
                SignedCommand once = signed("c-1", challenge(hub, ""), "open-once", Optional.empty(), HUB);
                hub.commands(once);
                hub.commands(once);
                Until.holds("both are answered", () -> hub.outcomes().size() == 2);

                assertEquals(
                        List.of("c-1 done", "c-1 refused"),
                        hub.outcomes().stream()
                                .map(outcome -> outcome.command() + " " + outcome.result())
                                .toList());
                assertEquals(LaneState.GRANTED, lane.state());
            }
        }
    }

    /** What became of a command against the challenge of the latest state. */
    private String command(HubAtTheBroker hub, String id, String action, Optional<String> lane) throws MqttException {
        String challenge = challenge(hub, lastUsed);
        lastUsed = challenge;
        int before = hub.outcomes().size();
        hub.commands(signed(id, challenge, action, lane, HUB));
        Until.holds(action + " is answered", () -> hub.outcomes().size() > before);
        assertEquals(id, hub.outcomes().getLast().command());
        return hub.outcomes().getLast().result();
    }

    private static String challenge(HubAtTheBroker hub, String used) {
        Until.holds(
                "a challenge is told",
                () -> latest(hub).filter(told -> !told.equals(used)).isPresent());
        return latest(hub).orElseThrow();
    }

    private static Optional<String> latest(HubAtTheBroker hub) {
        return hub.states().isEmpty()
                ? Optional.empty()
                : hub.states().getLast().challenge();
    }

    private static SignedCommand signed(
            String id, String challenge, String action, Optional<String> lane, SigningKey key) {
        DeviceCommand command =
                new DeviceCommand(id, DEVICE.value(), challenge, 60_000, action, lane, Optional.empty());
        return SignedCommand.sign(Json.bytes(command), key);
    }

    private static List<String> commands(HubAtTheBroker hub) {
        return hub.facts().stream()
                .flatMap(
                        fact -> fact instanceof Fact.Noted noted && noted.what().equals("command")
                                ? Stream.of(noted.detail())
                                : Stream.empty())
                .toList();
    }

    private HubSide open(URI broker) throws Exception {
        return HubSide.open(
                new HubConfig(VENUE, DEVICE, GATE, folder, broker, Optional.of(HUB.publicKey())),
                SSLContext.getDefault(),
                folder,
                "boot",
                InstantSource.system());
    }

    private static Lane lane(Optional<Duration> walkAfter) {
        return Lanes.open(LaneSettings.simulated(LANE, Direction.IN, walkAfter));
    }

    private static String told(HubAtTheBroker hub) {
        return hub.states().isEmpty() || !hub.states().getLast().online()
                ? ""
                : last(hub).state();
    }

    private static DeviceState.Lane last(HubAtTheBroker hub) {
        return hub.states().getLast().lanes().orElseThrow().getFirst();
    }

    private static List<String> faults(HubAtTheBroker hub) {
        return hub.states().isEmpty() || hub.states().getLast().lanes().isEmpty()
                ? List.of()
                : last(hub).faults().orElseGet(List::of);
    }

    private static List<String> noted(HubAtTheBroker hub) {
        return hub.facts().stream()
                .filter(Fact.Noted.class::isInstance)
                .map(fact -> ((Fact.Noted) fact).what())
                .toList();
    }

    private static List<Crossing> crossings(HubAtTheBroker hub) {
        return hub.facts().stream()
                .filter(Fact.Crossed.class::isInstance)
                .map(fact -> ((Fact.Crossed) fact).how())
                .toList();
    }
}
