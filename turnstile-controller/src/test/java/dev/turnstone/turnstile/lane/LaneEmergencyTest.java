package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.BarrierHealth;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.lane.LaneCommands.Emergency;
import dev.turnstone.turnstile.lane.LaneCommands.KeepAlive;
import dev.turnstone.turnstile.lane.LaneInputs.SensorHealth;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.light.Lights;
import dev.turnstone.turnstile.sense.Contact;
import dev.turnstone.turnstile.sense.FireContact;
import dev.turnstone.turnstile.sense.Phase;
import dev.turnstone.turnstile.sense.Sensing;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fire and faults: nobody is ever locked in. */
class LaneEmergencyTest {
    private static final Duration AN_INSTANT = Duration.ofNanos(1);

    private final LaneBench lane = LaneBench.turnstile();

    @ParameterizedTest
    @EnumSource(
            value = FireContact.class,
            names = {"OPEN", "UNREADABLE"})
    void anythingButAClosedContactFreesTheWayOutInTheSameTick(FireContact felt) {
        lane.fire(felt);

        assertEquals(LaneState.FREE, lane.state());
        assertEquals(KeepAlive.STOP, lane.now.keepAlive());
        assertEquals(Level.HIGH, lane.now.relays().out());
        assertEquals(new Lights(Light.RED, Light.GREEN), lane.now.lights());
    }

    @ParameterizedTest
    @EnumSource(LaneState.class)
    void fireOverridesEveryState(LaneState state) {
        bring(lane, state);
        lane.fire(FireContact.OPEN);
        assertEquals(LaneState.FREE, lane.state());
        assertEquals(KeepAlive.STOP, lane.now.keepAlive());
    }

    @Test
    void theLaneStaysFreeWhenTheContactClosesUntilAPersonResets() {
        lane.fire(FireContact.OPEN).fire(FireContact.CLOSED).after(Duration.ofHours(12));
        assertEquals(LaneState.FREE, lane.state());
        assertEquals(KeepAlive.STOP, lane.now.keepAlive());

        assertEquals(new OrderResult.Done(), lane.order(new LaneOrder.ResetAfterFire()));
        assertEquals(LaneState.LOCKED, lane.state());
        assertEquals(KeepAlive.BEAT, lane.now.keepAlive());
        assertEquals(Relays.LOW, lane.now.relays());
    }

    @Test
    void aResetIsRefusedWhileTheContactIsOpen() {
        lane.fire(FireContact.OPEN);
        assertEquals(new GrantResult.Refused(Refusal.FIRE), lane.order(new LaneOrder.ResetAfterFire()));
        assertEquals(LaneState.FREE, lane.state());
    }

    @Test
    void theKeyResetsOncePerTurnAndNeverAgainstAnOpenContact() {
        lane.fire(FireContact.OPEN).contacts(Contact.RESET_KEY);
        assertEquals(LaneState.FREE, lane.state());
        lane.fire(FireContact.CLOSED);
        assertEquals(LaneState.FREE, lane.state(), "a key left turned resets nothing");

        lane.contacts().contacts(Contact.RESET_KEY);
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void noOrderButTheResetEndsAnEmergency() {
        lane.fire(FireContact.OPEN).fire(FireContact.CLOSED);
        lane.grant(Direction.IN);
        lane.order(new LaneOrder.OpenOnce(Direction.IN));
        lane.order(new LaneOrder.HoldOpen());
        lane.order(new LaneOrder.OutOfService());
        lane.order(new LaneOrder.Lock());
        lane.order(new LaneOrder.EmergencyRelease());
        assertEquals(LaneState.FREE, lane.state());
        assertEquals(0, lane.told(LaneEvent.Granted.class).size());
    }

    @Test
    void anEmergencyOutlivesARestart() {
        LaneBench restarted = LaneBench.restartedInAnEmergency();
        assertEquals(LaneState.FREE, restarted.state());
        assertEquals(Emergency.STANDING, restarted.now.emergency());
        assertEquals(
                LaneEvent.Alarm.NOT_YET_RESET,
                restarted.told(LaneEvent.FireAlarm.class).getFirst().cause());

        restarted.order(new LaneOrder.ResetAfterFire());
        assertEquals(Emergency.NONE, restarted.now.emergency());
        assertEquals(LaneState.LOCKED, restarted.state());
    }

    @Test
    void aPersonCanFreeTheLaneAndAnotherMustResetIt() {
        lane.order(new LaneOrder.EmergencyRelease());
        assertEquals(LaneState.FREE, lane.state());
        lane.order(new LaneOrder.Lock());
        assertEquals(LaneState.FREE, lane.state());
        lane.order(new LaneOrder.ResetAfterFire());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void aGrantThatNobodyHasBegunToUseIsTakenBackAtFire() {
        lane.grant(Direction.IN);
        lane.fire(FireContact.OPEN);
        assertEquals(1, lane.told(LaneEvent.GrantCancelled.class).size());
    }

    @Test
    void whoeverWasWalkingAtFireIsPresumedToBeThrough() {
        lane.grant(Direction.IN);
        lane.phases(Phase.FIRST);
        lane.fire(FireContact.OPEN);
        assertEquals(
                LaneEvent.Evidence.PRESUMED,
                lane.told(LaneEvent.PassageCompleted.class).getFirst().evidence());
    }

    @Test
    void whoLeavesThroughAFreeLaneIsCounted() {
        lane.fire(FireContact.OPEN);
        lane.turnOut().turnOut();
        assertEquals(2, lane.told(LaneEvent.FreePassage.class).size());
    }

    @Test
    void aHeldLockLosesItsCurrentAtFire() {
        LaneBench door = LaneBench.of(BarrierKind.HELD, Sensing.ONE_PHASE, EnumSet.of(Direction.IN));
        door.fire(FireContact.OPEN);
        assertEquals(Relays.LOW, door.now.relays());
    }

    @Test
    void aStrikeIsLeftWithoutCurrentAtFireBecauseTheHandleInsideLetsOut() {
        LaneBench strike = LaneBench.of(BarrierKind.STRIKE, Sensing.ONE_PHASE, EnumSet.of(Direction.IN));
        strike.grant(Direction.IN);
        strike.fire(FireContact.OPEN);
        assertEquals(Relays.LOW, strike.now.relays());
    }

    @Test
    void theWayInIsHeldAtFireWhereTheVenueSaysSo() {
        LaneBench held = LaneBench.with(new LaneProfile(
                BarrierKind.PULSE,
                EnumSet.of(Direction.IN),
                Sensing.TWO_PHASE,
                WayOut.meantFor(BarrierKind.PULSE),
                OnDeath.HOLD));
        held.fire(FireContact.OPEN);
        assertEquals(new Relays(Level.LOW, Level.HIGH), held.now.relays());
    }

    @Test
    void relaysThatDoNotObeyFreeTheWayOutAndRefuseGrants() {
        lane.barrier(BarrierHealth.LOST);
        assertEquals(LaneState.FAULTED, lane.state());
        assertEquals(Set.of(Fault.BARRIER_LOST), lane.now.faults());
        assertEquals(KeepAlive.STOP, lane.now.keepAlive());
        assertEquals(new GrantResult.Refused(Refusal.FAULTED), lane.grant(Direction.IN));
    }

    @Test
    void aLaneServesAgainOnceItsBarrierHasBeenBackForTheSettlingTime() {
        lane.barrier(BarrierHealth.LOST).barrier(BarrierHealth.REACHED);
        lane.after(lane.timings.settle().minus(AN_INSTANT));
        assertEquals(LaneState.FAULTED, lane.state());
        lane.after(AN_INSTANT);
        assertEquals(LaneState.LOCKED, lane.state());
        assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
    }

    @Test
    void aSensorAwayFromRestForTooLongIsAFaultAtThatInstant() {
        lane.phases(Phase.FIRST).after(lane.timings.stuck().minus(AN_INSTANT));
        assertEquals(LaneState.LOCKED, lane.state());
        lane.after(AN_INSTANT);
        assertEquals(Set.of(Fault.SENSOR_STUCK), lane.now.faults());
        assertEquals(KeepAlive.BEAT, lane.now.keepAlive());
    }

    @Test
    void whoeverWalkedWhenTheSensorStuckIsPresumedToBeThrough() {
        lane.grant(Direction.IN);
        lane.phases(Phase.FIRST).after(lane.timings.stuck());
        assertEquals(
                LaneEvent.Evidence.PRESUMED,
                lane.told(LaneEvent.PassageCompleted.class).getFirst().evidence());
    }

    @Test
    void aStuckSensorThatComesToRestIsNobodysPassage() {
        lane.phases(Phase.FIRST, Phase.BOTH, Phase.SECOND).after(lane.timings.stuck());
        lane.phases(Phase.REST).after(lane.timings.settle());
        assertEquals(LaneState.LOCKED, lane.state());
        assertEquals(0, lane.told(LaneEvent.Forced.class).size());
        lane.grant(Direction.IN);
        lane.turnIn();
        assertEquals(1, lane.told(LaneEvent.PassageCompleted.class).size());
    }

    @Test
    void aStormOfTheSensorsIsAFaultAndNoPassages() {
        lane.sensors(SensorHealth.STORMING).turnIn().turnIn();
        assertEquals(Set.of(Fault.SENSOR_STORM), lane.now.faults());
        assertEquals(0, lane.told(LaneEvent.Forced.class).size());
    }

    @Test
    void aFaultEndsWithoutEndingWhatStaffHaveChosen() {
        lane.order(new LaneOrder.OutOfService());
        lane.barrier(BarrierHealth.LOST).barrier(BarrierHealth.REACHED).after(lane.timings.settle());
        assertEquals(LaneState.OUT_OF_SERVICE, lane.state());
    }

    private static void bring(LaneBench lane, LaneState state) {
        switch (state) {
            case LOCKED -> {}
            case GRANTED -> lane.grant(Direction.IN);
            case PASSING -> {
                lane.grant(Direction.IN);
                lane.phases(Phase.FIRST);
            }
            case HELD_OPEN -> lane.order(new LaneOrder.HoldOpen());
            case OUT_OF_SERVICE -> lane.order(new LaneOrder.OutOfService());
            case FAULTED -> lane.barrier(BarrierHealth.LOST);
            case FREE -> lane.order(new LaneOrder.EmergencyRelease());
        }
        assertEquals(state, lane.state());
    }
}
