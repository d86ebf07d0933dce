package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LaneLoopTest {
    private final List<LaneEvent> heard = new CopyOnWriteArrayList<>();

    @Test
    void aGrantReleasesTheRelayBeforeItReturnsAndTheWalkerCompletesIt() {
        try (Lane lane = open(Optional.of(Duration.ofMillis(50)))) {
            assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
            assertEquals(Level.HIGH, lane.view().relay());
            assertEquals(Light.GREEN, lane.view().lights().in());
            Until.holds("the passage is counted", () -> lane.view().passages() == 1);
            Until.holds("the lane is locked again", () -> lane.state() == LaneState.LOCKED);
            Until.holds("the passage is told", () -> heard(LaneEvent.PassageCompleted.class) == 1);
            assertEquals(0, heard(LaneEvent.Forced.class), heard.toString());
        }
    }

    @Test
    void aSecondGrantIsRefusedWhileTheFirstIsOpen() {
        try (Lane lane = open(Optional.empty())) {
            lane.grant(Direction.IN);
            assertEquals(new GrantResult.Refused(Refusal.BUSY), lane.grant(Direction.IN));
        }
    }

    @Test
    void aPersonWhoPushesALockedArmDoesNotGetThrough() {
        try (Lane lane = open(Optional.empty())) {
            lane.simulate(SimulatedAct.PUSH);
            lane.simulate(SimulatedAct.JUMP);
            Until.holds("the jump is told", () -> heard(LaneEvent.Forced.class) == 1);
            assertEquals(0, lane.view().passages());
        }
    }

    @Test
    void fireFreesTheLaneUntilTheContactClosesAndAPersonResets() {
        try (Lane lane = open(Optional.empty())) {
            lane.simulate(SimulatedAct.FIRE);
            Until.holds("the lane is free", () -> lane.state() == LaneState.FREE);
            assertEquals(new GrantResult.Refused(Refusal.FIRE), lane.grant(Direction.IN));
            assertEquals(new GrantResult.Refused(Refusal.FIRE), lane.resetAfterFire());
            lane.simulate(SimulatedAct.FIRE_OVER);
            Until.holds("the contact is closed", () -> heard(LaneEvent.FireContactClosed.class) == 1);
            assertEquals(LaneState.FREE, lane.state());
            assertEquals(new OrderResult.Done(), lane.resetAfterFire());
            assertEquals(LaneState.LOCKED, lane.state());
        }
    }

    @Test
    void aClosedLaneGrantsNothing() {
        Lane lane = open(Optional.empty());
        lane.close();
        assertEquals(new GrantResult.Refused(Refusal.CLOSED), lane.grant(Direction.IN));
    }

    @Test
    void aWalkerWaitsForTheArmAndGoesThroughOnceItIsReleased() {
        try (Lane lane = open(Optional.empty())) {
            lane.simulate(SimulatedAct.WALK);
            assertTrue(lane.openOnce() instanceof GrantResult.Granted);
            Until.holds("the passage is counted", () -> lane.view().passages() == 1);
        }
    }

    private Lane open(Optional<Duration> walkAfter) {
        Lane lane = Lanes.open(LaneSettings.simulated(new LaneId("a-1"), Direction.IN, walkAfter));
        lane.listen(heard::add);
        return lane;
    }

    private long heard(Class<? extends LaneEvent> kind) {
        return heard.stream().filter(kind::isInstance).count();
    }
}
