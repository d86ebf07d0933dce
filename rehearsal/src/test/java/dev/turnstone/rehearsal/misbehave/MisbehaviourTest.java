package dev.turnstone.rehearsal.misbehave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MisbehaviourTest {
    private static final long SEED = 17;

    private enum Trouble {
        RAIN,
        SNOW
    }

    private final Misbehaviour<Trouble> misbehaviour = new Misbehaviour<>(Trouble.class, SEED);

    @Test
    void nothingGoesWrongUnlessAskedTo() {
        assertEquals(0, strikes(Trouble.RAIN, 1_000));
    }

    @Test
    void aCountedSwitchTurnsItselfOff() {
        misbehaviour.set(Trouble.RAIN, Switch.next(2));

        assertEquals(2, strikes(Trouble.RAIN, 1_000));
        assertEquals(Switch.OFF, misbehaviour.switches().get(Trouble.RAIN));
    }

    @Test
    void aShareIsKeptToAndOthersAreLeftAlone() {
        misbehaviour.set(Trouble.RAIN, Switch.sometimes(0.25));

        long struck = strikes(Trouble.RAIN, 10_000);

        assertTrue(struck > 2_200 && struck < 2_800, struck + " strikes with seed " + SEED);
        assertEquals(0, strikes(Trouble.SNOW, 100));
    }

    @Test
    void calmTurnsEverythingOff() {
        misbehaviour.set(Trouble.RAIN, Switch.ALWAYS);
        misbehaviour.calm();

        assertFalse(misbehaviour.strikes(Trouble.RAIN));
    }

    @Test
    void aShareBeyondOneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Switch.sometimes(1.5));
        assertThrows(IllegalArgumentException.class, () -> Switch.sometimes(Double.NaN));
    }

    private long strikes(Trouble trouble, int occasions) {
        return IntStream.range(0, occasions)
                .filter(_ -> misbehaviour.strikes(trouble))
                .count();
    }
}
