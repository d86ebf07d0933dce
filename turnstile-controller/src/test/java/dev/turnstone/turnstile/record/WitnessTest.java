package dev.turnstone.turnstile.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import dev.turnstone.turnstile.lane.Fault;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WitnessTest {
    private static final GateId GATE = new GateId("A");
    private static final LaneId LANE = new LaneId("a-1");
    private static final String CHALLENGE = "00112233445566778899aabbccddeeff";

    private final Paper paper = new Paper();

    @Test
    void whoeverForcesTheLaneOrWalksThroughAnOpenOneIsCountedEachWithANumberOfTheirOwn() {
        atAGate(
                new LaneEvent.Forced(Direction.IN, LaneEvent.Force.TAILGATE, 0),
                new LaneEvent.Forced(Direction.IN, LaneEvent.Force.BREAK_IN, 0),
                new LaneEvent.Forced(Direction.OUT, LaneEvent.Force.REVERSE, 0),
                new LaneEvent.Forced(Direction.IN, LaneEvent.Force.JUMP, 0),
                new LaneEvent.FreePassage(Direction.OUT, 0));

        assertEquals(
                List.of(
                        crossed(1, Direction.IN, Crossing.TAILGATE),
                        crossed(2, Direction.IN, Crossing.BREAK_IN),
                        crossed(3, Direction.OUT, Crossing.REVERSE),
                        crossed(4, Direction.IN, Crossing.JUMP),
                        crossed(5, Direction.OUT, Crossing.FREE)),
                paper.settled);
    }

    @Test
    void aPersonWhomStaffLetThroughIsCountedAndOneWhoDidNotWalkIsNot() {
        atAGate(
                new LaneEvent.Granted(7, Direction.IN, LaneEvent.Origin.STAFF, 0),
                new LaneEvent.PassageStarted(7, Direction.IN, 0),
                new LaneEvent.PassageCompleted(7, Direction.IN, LaneEvent.Evidence.SENSED, 0),
                new LaneEvent.Granted(8, Direction.IN, LaneEvent.Origin.STAFF, 0),
                new LaneEvent.PassageAbandoned(8, Direction.IN, 0),
                new LaneEvent.Granted(9, Direction.IN, LaneEvent.Origin.STAFF, 0),
                new LaneEvent.GrantCancelled(9, Direction.IN, 0));

        assertEquals(List.of(crossed(1, Direction.IN, Crossing.BY_HAND)), paper.settled);
    }

    /** The gate tells of that guest by the presentation's own number: told here as well, one would be two. */
    @Test
    void aGuestWithAPassIsNeverCountedHere() {
        guestsWithPasses(atAGate());
        assertEquals(List.of(), paper.settled);

        guestsWithPasses(controller());
        assertEquals(
                List.of(
                        noted("passage-completed", CHALLENGE + " in"),
                        noted("passage-abandoned", CHALLENGE + " in"),
                        noted("grant-cancelled", CHALLENGE + " out")),
                paper.settled);
    }

    @Test
    void faultsAndAlarmsAreNotedWithTheirEnds() {
        atAGate(
                new LaneEvent.Faulted(Fault.BARRIER_LOST, 0),
                new LaneEvent.FaultCleared(Fault.BARRIER_LOST, 0),
                new LaneEvent.FireAlarm(LaneEvent.Alarm.FIRE_CONTACT, 0),
                new LaneEvent.FireContactClosed(0),
                new LaneEvent.FireReset(0),
                new LaneEvent.Tampered(0),
                new LaneEvent.StateChanged(LaneState.LOCKED, LaneState.GRANTED, 0));

        assertEquals(
                List.of(
                        noted("faulted", "barrier-lost"),
                        noted("fault-cleared", "barrier-lost"),
                        noted("fire-alarm", "fire-contact"),
                        noted("fire-contact-closed", ""),
                        noted("fire-reset", ""),
                        noted("tampered", "")),
                paper.settled);
    }

    private static void guestsWithPasses(Witness witness) {
        Stream.of(
                        new LaneEvent.Granted(1, Direction.IN, LaneEvent.Origin.PASS, 0),
                        new LaneEvent.PassageStarted(1, Direction.IN, 0),
                        new LaneEvent.PassageCompleted(1, Direction.IN, LaneEvent.Evidence.SENSED, 0),
                        new LaneEvent.Granted(2, Direction.IN, LaneEvent.Origin.PASS, 0),
                        new LaneEvent.PassageAbandoned(2, Direction.IN, 0),
                        new LaneEvent.Granted(3, Direction.OUT, LaneEvent.Origin.PASS, 0),
                        new LaneEvent.GrantCancelled(3, Direction.OUT, 0))
                .forEach(witness);
    }

    private Witness atAGate(LaneEvent... events) {
        Witness witness =
                new Witness(GATE, LANE, paper, WitnessTest::now, Witness.Passes.HERE, event -> Optional.empty());
        Stream.of(events).forEach(witness);
        return witness;
    }

    private Witness controller() {
        return new Witness(
                GATE, LANE, paper, WitnessTest::now, Witness.Passes.AT_A_GATE, event -> Optional.of(CHALLENGE));
    }

    private static Now now() {
        return new Now(0, TimeInterval.exactly(Instant.EPOCH));
    }

    private static Fact crossed(long seq, Direction direction, Crossing how) {
        return new Fact.Crossed(seq, GATE, LANE, direction, how);
    }

    private static Fact noted(String what, String detail) {
        return new Fact.Noted(GATE, LANE, what, detail);
    }

    private static final class Paper implements Records {
        private final List<Fact> settled = new ArrayList<>();
        private long seq;

        @Override
        public PresentationId mint() {
            return new PresentationId(new JournalId(1, 2), ++seq);
        }

        @Override
        public void intend(PresentationId presentation, Fact.Intent intent, Now now) {
            throw new AssertionError("nobody presents anything to a witness");
        }

        @Override
        public void settle(Fact ending, Now now) {
            settled.add(ending);
        }
    }
}
