package dev.turnstone.turnstile.sense;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StormGaugeTest {
    private final StormGauge gauge = new StormGauge();
    private long nanos = 17;

    @Test
    void aPersonTurningAChatteringArmIsNoStorm() {
        assertTrue(changes(80, Duration.ofMillis(10)));
        assertFalse(gauge.storming(nanos));
    }

    @Test
    void tenThousandChangesASecondAreAStormAndMeanNothing() {
        assertFalse(changes(10_000, Duration.ofNanos(100_000)));
        assertTrue(gauge.storming(nanos));
    }

    @Test
    void aStormEndsWithTheFirstQuietWindow() {
        changes(10_000, Duration.ofNanos(100_000));
        nanos += Duration.ofMillis(600).toNanos();
        assertFalse(gauge.storming(nanos));
        assertTrue(changes(1, Duration.ofMillis(1)));
    }

    /** Whether the last of them still meant something. */
    private boolean changes(int count, Duration apart) {
        boolean meant = true;
        for (int i = 0; i < count; i++) {
            meant = gauge.count(nanos);
            nanos += apart.toNanos();
        }
        return meant;
    }
}
