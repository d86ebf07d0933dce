package dev.turnstone.turnstile.sense;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.venue.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnReaderTest {
    private static final Turn PASSED_IN = new Turn.Completed(Optional.of(Direction.IN));
    private static final Turn PASSED_OUT = new Turn.Completed(Optional.of(Direction.OUT));

    private final TurnReader turns = new TurnReader(Sensing.TWO_PHASE);

    @Test
    void aWholeTurnTellsItsDirectionFromTheFirstQuarter() {
        assertEquals(
                List.of(new Turn.Began(Optional.of(Direction.IN)), PASSED_IN),
                read(Phase.FIRST, Phase.BOTH, Phase.SECOND, Phase.REST));
        assertEquals(
                List.of(new Turn.Began(Optional.of(Direction.OUT)), PASSED_OUT),
                read(Phase.SECOND, Phase.BOTH, Phase.FIRST, Phase.REST));
    }

    @Test
    void anArmTurnedBackFromItsLastQuarterIsNoPassage() {
        assertEquals(
                new Turn.TurnedBack(),
                read(Phase.FIRST, Phase.BOTH, Phase.SECOND, Phase.BOTH, Phase.FIRST, Phase.REST)
                        .getLast());
    }

    @Test
    void aMissedQuarterIsTakenAsGoingOn() {
        assertEquals(PASSED_IN, read(Phase.FIRST, Phase.SECOND, Phase.REST).getLast());
        assertEquals(PASSED_OUT, read(Phase.SECOND, Phase.BOTH, Phase.REST).getLast());
    }

    @Test
    void aBeamTellsThatSomebodyPassedAndNotWhichWay() {
        TurnReader beam = new TurnReader(Sensing.ONE_PHASE);
        assertEquals(Optional.of(new Turn.Began(Optional.empty())), beam.read(Phase.FIRST));
        assertEquals(Optional.empty(), beam.read(Phase.BOTH));
        assertEquals(Optional.of(new Turn.Completed(Optional.empty())), beam.read(Phase.REST));
    }

    @Test
    void bounceAtEveryEdgeNeverAddsOrLosesAPassage() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            Phase[] turn = {Phase.REST, Phase.FIRST, Phase.BOTH, Phase.SECOND, Phase.REST};
            List<Phase> bounced = new ArrayList<>();
            for (int i = 1; i < turn.length; i++) {
                bounced.add(turn[i]);
                // The last edge may not bounce here: a turn ends when the arm first comes to rest.
                for (int b = random.nextInt(4); b > 0 && i < turn.length - 1 && i > 1; b--) {
                    bounced.add(turn[i - 1]);
                    bounced.add(turn[i]);
                }
            }
            assertEquals(
                    List.of(new Turn.Began(Optional.of(Direction.IN)), PASSED_IN),
                    read(bounced.toArray(Phase[]::new)),
                    "seed " + seed);
        }
    }

    @Test
    void chatterAfterTheArmCameToRestIsATurnBackAndNothingMore() {
        List<Turn> told = read(
                Phase.FIRST, Phase.BOTH, Phase.SECOND, Phase.REST, Phase.SECOND, Phase.REST, Phase.SECOND, Phase.REST);
        assertEquals(1, told.stream().filter(Turn.Completed.class::isInstance).count());
        assertEquals(new Turn.TurnedBack(), told.getLast());
    }

    private List<Turn> read(Phase... phases) {
        List<Turn> told = new ArrayList<>();
        for (Phase phase : phases) {
            turns.read(phase).ifPresent(told::add);
        }
        return told;
    }
}
