package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.light.Lights;
import dev.turnstone.turnstile.sense.Contact;
import dev.turnstone.turnstile.sense.Phase;
import dev.turnstone.turnstile.sense.Sensing;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Grants and passages: what happens on an evening without fire or faults. */
class LaneControllerTest {
    private static final Duration AN_INSTANT = Duration.ofNanos(1);

    private final LaneBench lane = LaneBench.turnstile();

    @Test
    void aLaneIsLockedRedAndBeatingFromItsFirstTick() {
        assertEquals(LaneState.LOCKED, lane.state());
        assertEquals(Relays.LOW, lane.now.relays());
        assertEquals(Lights.RED, lane.now.lights());
        assertEquals(LaneCommands.KeepAlive.BEAT, lane.now.keepAlive());
        assertEquals(List.of(), lane.events);
    }

    @Test
    void aGrantEnergisesTheRelayOfItsWayInTheSameTick() {
        assertEquals(new GrantResult.Granted(1), lane.grant(Direction.IN));

        assertEquals(new Relays(Level.HIGH, Level.LOW), lane.now.relays());
        assertEquals(new Lights(Light.GREEN, Light.RED), lane.now.lights());
        assertEquals(LaneState.GRANTED, lane.state());
    }

    @Test
    void aPulseEndsAtItsLengthAndNotAnInstantSooner() {
        lane.grant(Direction.IN);

        lane.after(lane.timings.pulse().minus(AN_INSTANT));
        assertEquals(Level.HIGH, lane.now.relays().in());
        lane.after(AN_INSTANT);
        assertEquals(Level.LOW, lane.now.relays().in());
        assertEquals(LaneState.GRANTED, lane.state());
    }

    @Test
    void aWholeTurnCompletesThePassageAndLocksAgain() {
        lane.grant(Direction.IN);
        lane.phases(Phase.FIRST);
        assertEquals(LaneState.PASSING, lane.state());

        lane.phases(Phase.BOTH, Phase.SECOND, Phase.REST);

        assertEquals(LaneState.LOCKED, lane.state());
        assertEquals(Relays.LOW, lane.now.relays());
        LaneEvent.PassageCompleted passed =
                lane.told(LaneEvent.PassageCompleted.class).getFirst();
        assertEquals(1, passed.grant());
        assertEquals(LaneEvent.Evidence.SENSED, passed.evidence());
    }

    @Test
    void aGrantThatNobodyUsesIsGivenBackAtItsEndAndNotAnInstantSooner() {
        lane.grant(Direction.IN);

        lane.after(lane.timings.grant().minus(AN_INSTANT));
        assertEquals(LaneState.GRANTED, lane.state());
        lane.after(AN_INSTANT);

        assertEquals(LaneState.LOCKED, lane.state());
        assertEquals(1, lane.told(LaneEvent.PassageAbandoned.class).getFirst().grant());
    }

    @Test
    void aGuestWhoMovesAtTheLastInstantStillGetsThrough() {
        lane.grant(Direction.IN);
        lane.after(lane.timings.grant().minus(AN_INSTANT));
        lane.phases(Phase.FIRST).after(Duration.ofSeconds(2));
        assertEquals(LaneState.PASSING, lane.state());

        lane.phases(Phase.BOTH, Phase.SECOND, Phase.REST);

        assertEquals(1, lane.told(LaneEvent.PassageCompleted.class).size());
        assertEquals(0, lane.told(LaneEvent.PassageAbandoned.class).size());
    }

    @Test
    void aGuestWhoStepsBackMayTryAgainUntilTheGrantEnds() {
        lane.grant(Direction.IN);
        lane.phases(Phase.FIRST, Phase.BOTH, Phase.FIRST, Phase.REST);
        assertEquals(LaneState.GRANTED, lane.state());

        lane.turnIn();

        assertEquals(1, lane.told(LaneEvent.PassageCompleted.class).size());
    }

    @Test
    void aGuestWhoStepsBackAfterTheGrantsEndGivesTheEntryBack() {
        lane.grant(Direction.IN);
        lane.phases(Phase.FIRST).after(lane.timings.grant());
        assertEquals(LaneState.PASSING, lane.state());

        lane.phases(Phase.REST);

        assertEquals(LaneState.LOCKED, lane.state());
        assertEquals(1, lane.told(LaneEvent.PassageAbandoned.class).size());
    }

    @Test
    void aTurnAgainstTheLockedArmIsABreakIn() {
        lane.turnIn();

        assertEquals(LaneEvent.Force.BREAK_IN, forced().how());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void aTurnRightBehindAGuestIsTailgatingUntilTheWindowEnds() {
        lane.grant(Direction.IN);
        lane.turnIn().after(lane.timings.tailgate()).turnIn();
        assertEquals(LaneEvent.Force.TAILGATE, forced().how());

        lane.after(AN_INSTANT).turnIn();
        assertEquals(
                LaneEvent.Force.BREAK_IN,
                lane.told(LaneEvent.Forced.class).get(1).how());
    }

    @Test
    void aTurnTheWrongWayDoesNotUseUpTheGrant() {
        lane.grant(Direction.IN);
        lane.turnOut();
        assertEquals(LaneEvent.Force.REVERSE, forced().how());
        assertEquals(Direction.OUT, forced().direction());
        assertEquals(LaneState.GRANTED, lane.state());

        lane.turnIn();
        assertEquals(1, lane.told(LaneEvent.PassageCompleted.class).size());
    }

    @Test
    void somebodyOverTheBarrierIsToldOnceForEachTime() {
        lane.contacts(Contact.INTRUSION).after(Duration.ofSeconds(1)).contacts().contacts(Contact.INTRUSION);

        assertEquals(
                List.of(LaneEvent.Force.JUMP, LaneEvent.Force.JUMP),
                lane.told(LaneEvent.Forced.class).stream()
                        .map(LaneEvent.Forced::how)
                        .toList());
    }

    @Test
    void aBarrierThatTellsAPassageWithoutLeaveIsBelievedWhereTheLaneCannotSeeIt() {
        LaneBench beam = LaneBench.of(BarrierKind.PULSE, Sensing.ONE_PHASE, EnumSet.of(Direction.IN));
        beam.contacts(Contact.UNAUTHORISED);
        assertEquals(
                LaneEvent.Force.BREAK_IN,
                beam.told(LaneEvent.Forced.class).getFirst().how());

        lane.contacts(Contact.UNAUTHORISED).turnIn();
        assertEquals(1, lane.told(LaneEvent.Forced.class).size(), "both phases tell it once");
    }

    @Test
    void aBarrierThatIsNotReadyGrantsNothingUntilItIs() {
        lane.contacts(Contact.NOT_READY);
        assertEquals(new GrantResult.Refused(Refusal.FAULTED), lane.grant(Direction.IN));
        assertEquals(Set.of(Fault.BARRIER_NOT_READY), lane.now.faults());

        lane.contacts().after(lane.timings.settle());
        assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
    }

    @Test
    void aPassageThatTheBarrierCallsTooLongIsPresumedAndTheLaneIsStuck() {
        lane.grant(Direction.IN);
        lane.phases(Phase.FIRST).contacts(Contact.PASSAGE_DELAY);
        assertEquals(Set.of(Fault.SENSOR_STUCK), lane.now.faults());
        assertEquals(
                LaneEvent.Evidence.PRESUMED,
                lane.told(LaneEvent.PassageCompleted.class).getFirst().evidence());

        lane.phases(Phase.REST).contacts().after(lane.timings.settle());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void theBuzzerSoundsForASecondAtAPassageWithoutLeaveAndNeverAtAGuests() {
        lane.grant(Direction.IN);
        lane.turnIn();
        assertEquals(Level.LOW, lane.now.buzzer());

        lane.after(Duration.ofSeconds(5)).turnIn();
        assertEquals(Level.HIGH, lane.now.buzzer());
        lane.after(Duration.ofSeconds(1).minus(AN_INSTANT));
        assertEquals(Level.HIGH, lane.now.buzzer());
        lane.after(AN_INSTANT);
        assertEquals(Level.LOW, lane.now.buzzer());
    }

    @Test
    void theButtonOfStaffLetsOnePersonThrough() {
        lane.contacts(Contact.MANUAL_RELEASE).contacts().turnIn();

        assertEquals(
                LaneEvent.Origin.STAFF,
                lane.told(LaneEvent.Granted.class).getFirst().origin());
        assertEquals(1, lane.told(LaneEvent.PassageCompleted.class).size());
    }

    @Test
    void thereIsOneGrantAtATimeAndNoQueue() {
        lane.grant(Direction.IN);
        assertEquals(new GrantResult.Refused(Refusal.BUSY), lane.grant(Direction.IN));
        lane.turnIn();
        assertEquals(0, lane.told(LaneEvent.Forced.class).size());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void nobodyIsGrantedWhileSomebodyWithoutAGrantIsInTheLane() {
        lane.phases(Phase.FIRST);
        assertEquals(new GrantResult.Refused(Refusal.BUSY), lane.grant(Direction.IN));
    }

    @Test
    void aLaneDoesNotGrantAWayItDoesNotLead() {
        assertEquals(new GrantResult.Refused(Refusal.WRONG_WAY), lane.grant(Direction.OUT));
        assertEquals(Relays.LOW, lane.now.relays());
    }

    @Test
    void twoGuestsMayPassATwoWayLaneEachOnTheirOwnGrant() {
        LaneBench twoWay = LaneBench.of(BarrierKind.PULSE, Sensing.TWO_PHASE, LaneBench.BOTH_WAYS);
        twoWay.grant(Direction.IN);
        twoWay.grant(Direction.OUT);
        assertEquals(new Relays(Level.HIGH, Level.HIGH), twoWay.now.relays());

        twoWay.turnOut().turnIn();

        assertEquals(
                List.of(Direction.OUT, Direction.IN),
                twoWay.told(LaneEvent.PassageCompleted.class).stream()
                        .map(LaneEvent.PassageCompleted::direction)
                        .toList());
    }

    @Test
    void withASingleBeamOneGuestAtATimePassesEitherWay() {
        LaneBench beam = LaneBench.of(BarrierKind.PULSE, Sensing.ONE_PHASE, LaneBench.BOTH_WAYS);
        beam.grant(Direction.OUT);
        assertEquals(new GrantResult.Refused(Refusal.BUSY), beam.grant(Direction.IN));

        beam.phases(Phase.FIRST, Phase.REST);

        assertEquals(
                Direction.OUT,
                beam.told(LaneEvent.PassageCompleted.class).getFirst().direction());
    }

    @Test
    void withoutASensorTheEndOfTheGrantCountsAsPassed() {
        LaneBench blind = LaneBench.of(BarrierKind.STRIKE, Sensing.NONE, EnumSet.of(Direction.IN));
        blind.grant(Direction.IN);
        blind.after(blind.timings.grant());

        assertEquals(
                LaneEvent.Evidence.PRESUMED,
                blind.told(LaneEvent.PassageCompleted.class).getFirst().evidence());
        assertEquals(0, blind.told(LaneEvent.PassageAbandoned.class).size());
    }

    @Test
    void aRelayRestsBetweenTwoGrantsSoThatTheBarrierCountsTwo() {
        lane.grant(Direction.IN);
        lane.turnIn();
        lane.grant(Direction.IN);
        assertEquals(Level.LOW, lane.now.relays().in());

        lane.after(lane.timings.pulseRest().minus(AN_INSTANT));
        assertEquals(Level.LOW, lane.now.relays().in());
        lane.after(AN_INSTANT);
        assertEquals(Level.HIGH, lane.now.relays().in());
    }

    @Test
    void aHeldLockIsEnergisedWhileLockedAndFreeForTheWholeGrant() {
        LaneBench door = LaneBench.of(BarrierKind.HELD, Sensing.ONE_PHASE, EnumSet.of(Direction.IN));
        assertEquals(Level.HIGH, door.now.relays().in());

        door.grant(Direction.IN);
        door.after(Duration.ofSeconds(3));
        assertEquals(Level.LOW, door.now.relays().in());

        door.phases(Phase.FIRST, Phase.REST);
        assertEquals(Level.HIGH, door.now.relays().in());
    }

    @Test
    void heldOpenLetsEveryoneThroughAndCountsThem() {
        lane.order(new LaneOrder.HoldOpen());
        assertEquals(LaneState.HELD_OPEN, lane.state());

        lane.turnIn().after(Duration.ofSeconds(3)).turnIn();

        assertEquals(2, lane.told(LaneEvent.FreePassage.class).size());
        assertEquals(0, lane.told(LaneEvent.Forced.class).size());
    }

    @Test
    void aGuestWithAPassUsesTheirOwnGrantInALaneHeldOpen() {
        lane.order(new LaneOrder.HoldOpen());
        assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
        lane.turnIn();

        assertEquals(1, lane.told(LaneEvent.PassageCompleted.class).size());
        assertEquals(0, lane.told(LaneEvent.FreePassage.class).size());
    }

    @Test
    void lockTakesBackAGrantThatNobodyHasBegunToUse() {
        lane.grant(Direction.IN);
        lane.order(new LaneOrder.Lock());

        assertEquals(1, lane.told(LaneEvent.GrantCancelled.class).size());
        assertEquals(Relays.LOW, lane.now.relays());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void lockLetsAGuestWhoIsWalkingFinish() {
        lane.grant(Direction.IN);
        lane.phases(Phase.FIRST);
        lane.order(new LaneOrder.Lock());
        lane.phases(Phase.BOTH, Phase.SECOND, Phase.REST);

        assertEquals(1, lane.told(LaneEvent.PassageCompleted.class).size());
        assertEquals(0, lane.told(LaneEvent.GrantCancelled.class).size());
    }

    @Test
    void outOfServiceRefusesPassesButLetsStaffOpenOnce() {
        lane.order(new LaneOrder.OutOfService());
        assertEquals(LaneState.OUT_OF_SERVICE, lane.state());
        assertEquals(new GrantResult.Refused(Refusal.OUT_OF_SERVICE), lane.grant(Direction.IN));

        assertInstanceOf(GrantResult.Granted.class, lane.order(new LaneOrder.OpenOnce(Direction.IN)));
        lane.turnIn();
        assertEquals(LaneState.OUT_OF_SERVICE, lane.state());

        lane.order(new LaneOrder.Lock());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void everyChangeOfStateIsTold() {
        lane.grant(Direction.IN);
        lane.turnIn();

        List<LaneState> visited = lane.told(LaneEvent.StateChanged.class).stream()
                .map(LaneEvent.StateChanged::to)
                .toList();
        assertEquals(List.of(LaneState.GRANTED, LaneState.PASSING, LaneState.LOCKED), visited);
        assertTrue(lane.events.getFirst() instanceof LaneEvent.Granted);
    }

    private LaneEvent.Forced forced() {
        return lane.told(LaneEvent.Forced.class).getFirst();
    }
}
