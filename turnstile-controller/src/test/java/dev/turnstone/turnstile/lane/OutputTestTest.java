package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.lane.LaneCommands.KeepAlive;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.light.Lights;
import dev.turnstone.turnstile.sense.FireContact;
import dev.turnstone.turnstile.sense.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A technician tries the outputs of a lane; and grants that are taken back. */
class OutputTestTest {
    private static final Duration AN_INSTANT = Duration.ofNanos(1);

    private final LaneBench lane = LaneBench.turnstile();

    @Test
    void aLaneUnderTestIsOutOfServiceAndRefusesGuests() {
        assertEquals(new OrderResult.Done(), begin());
        assertEquals(LaneState.OUT_OF_SERVICE, lane.state());
        assertEquals(Duty.UNDER_TEST, lane.now.duty());
        assertEquals(new GrantResult.Refused(Refusal.UNDER_TEST), lane.grant(Direction.IN));
    }

    @Test
    void aRelayIsTriedForOnePulseAndNoLonger() {
        begin();
        attempt(OutputLine.RELAY_IN);
        assertEquals(new Relays(Level.HIGH, Level.LOW), lane.now.relays());
        lane.after(lane.timings.pulse());
        assertEquals(Relays.LOW, lane.now.relays());
        lane.after(Duration.ofSeconds(10));
        assertEquals(Relays.LOW, lane.now.relays());
    }

    @Test
    void aLampIsTriedAloneForAMoment() {
        begin();
        attempt(OutputLine.AMBER_OUT);
        assertEquals(new Lights(Light.DARK, Light.AMBER), lane.now.lights());
        lane.after(OutputTest.SHOWN_FOR);
        assertEquals(new Lights(Light.DARK, Light.DARK), lane.now.lights());
    }

    @Test
    void theKeepAliveIsTriedBySilence() {
        begin();
        attempt(OutputLine.KEEP_ALIVE);
        assertEquals(KeepAlive.STOP, lane.now.keepAlive());
        lane.after(OutputTest.SHOWN_FOR);
        assertEquals(KeepAlive.BEAT, lane.now.keepAlive());
    }

    @Test
    void aTestEndsByItselfAndNotAnInstantSooner() {
        begin();
        lane.after(OutputTest.ENDS_AFTER.minus(AN_INSTANT));
        assertEquals(Duty.UNDER_TEST, lane.now.duty());
        lane.after(AN_INSTANT);
        assertEquals(Duty.SERVING, lane.now.duty());
        assertEquals(LaneState.LOCKED, lane.state());
        assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
    }

    @Test
    void eachTryBeginsTheWaitAnew() {
        begin();
        lane.after(OutputTest.ENDS_AFTER.minus(AN_INSTANT));
        attempt(OutputLine.RED_IN);
        lane.after(OutputTest.ENDS_AFTER.minus(AN_INSTANT));
        assertEquals(Duty.UNDER_TEST, lane.now.duty());
    }

    @Test
    void nothingIsTriedOutsideATest() {
        assertEquals(new GrantResult.Refused(Refusal.NO_TEST), attempt(OutputLine.RELAY_IN));
        assertEquals(Relays.LOW, lane.now.relays());
    }

    @Test
    void whoeverTurnsTheArmInATestIsNobodysGuest() {
        begin();
        lane.turnIn();
        assertEquals(0, lane.told(LaneEvent.Forced.class).size());
        assertEquals(0, lane.told(LaneEvent.FreePassage.class).size());
        lane.phases(Phase.FIRST, Phase.BOTH);
        answer(new LaneOrder.EndTest());
        lane.phases(Phase.SECOND, Phase.REST);
        assertEquals(0, lane.told(LaneEvent.Forced.class).size());
    }

    @Test
    void fireEndsATestAndNoneBeginsBeforeTheReset() {
        begin();
        attempt(OutputLine.KEEP_ALIVE);
        lane.fire(FireContact.OPEN);
        assertEquals(Duty.SERVING, lane.now.duty());
        assertEquals(LaneState.FREE, lane.state());
        assertEquals(new GrantResult.Refused(Refusal.FIRE), begin());
    }

    @Test
    void staffWhoOpenTheLaneEndATest() {
        begin();
        assertInstanceOf(GrantResult.Granted.class, answer(new LaneOrder.OpenOnce(Direction.IN)));
        assertEquals(Duty.SERVING, lane.now.duty());
        begin();
        lane.after(lane.timings.grant());
        begin();
        answer(new LaneOrder.HoldOpen());
        assertEquals(LaneState.HELD_OPEN, lane.state());
        assertEquals(Duty.SERVING, lane.now.duty());
    }

    @Test
    void aTestWaitsForAGuestWhoIsWalkingAndTakesAStandingGrantBack() {
        lane.grant(Direction.IN);
        lane.phases(Phase.FIRST);
        assertEquals(new GrantResult.Refused(Refusal.BUSY), begin());
        lane.phases(Phase.BOTH, Phase.SECOND, Phase.REST);
        lane.grant(Direction.IN);
        assertEquals(new OrderResult.Done(), begin());
        assertEquals(2, lane.told(LaneEvent.GrantCancelled.class).getFirst().grant());
    }

    @Test
    void aGrantIsTakenBackByItsNumberUntilSomebodyWalks() {
        lane.grant(Direction.IN);
        assertEquals(new GrantResult.Refused(Refusal.TOO_LATE), answer(new LaneOrder.Cancel(2)));
        assertEquals(new OrderResult.Done(), answer(new LaneOrder.Cancel(1)));
        assertEquals(LaneState.LOCKED, lane.state());
        assertEquals(Relays.LOW, lane.now.relays());
        assertEquals(1, lane.told(LaneEvent.GrantCancelled.class).getFirst().grant());

        lane.after(lane.timings.pulseRest()).grant(Direction.IN);
        lane.phases(Phase.FIRST);
        assertEquals(new GrantResult.Refused(Refusal.TOO_LATE), answer(new LaneOrder.Cancel(2)));
    }

    private OrderResult begin() {
        return answer(new LaneOrder.BeginTest());
    }

    private OrderResult attempt(OutputLine line) {
        return answer(new LaneOrder.TryOutput(line));
    }

    private OrderResult answer(LaneOrder order) {
        return lane.order(order);
    }
}
