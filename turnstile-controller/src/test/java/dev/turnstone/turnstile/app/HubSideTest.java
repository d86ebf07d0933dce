package dev.turnstone.turnstile.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.turnstile.Until;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.Lanes;
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
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane's controller at a real broker. */
class HubSideTest {
    private static final DeviceId DEVICE = new DeviceId("lane-a-1");
    private static final GateId GATE = new GateId("A");
    private static final LaneId LANE = new LaneId("a-1");
    private static final VenueId VENUE = new VenueId("maguey");
    private static final Topics TOPICS = new Topics(VENUE);

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

    private HubSide open(URI broker) throws Exception {
        return HubSide.open(
                new HubConfig(VENUE, DEVICE, GATE, folder, broker),
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
