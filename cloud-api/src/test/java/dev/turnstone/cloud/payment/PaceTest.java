package dev.turnstone.cloud.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aFewMayGoAtOnceAndTheOthersWaitTheirTurn() {
        var pace = new Pace(25, 5, Duration.ofSeconds(20));

        for (int call = 0; call < 5; call++) {
            assertEquals(0, pace.take(0));
        }
        assertEquals(SECOND / 25, pace.take(0));
        assertEquals(2 * SECOND / 25, pace.take(0));
    }

    @Test
    void whoeverWouldWaitTooLongIsSentAwayAndTakesNobodysTurn() {
        var pace = new Pace(10, 1, Duration.ofSeconds(1));
        for (int call = 0; call < 11; call++) {
            assertTrue(pace.take(0) >= 0);
        }

        assertEquals(-1, pace.take(0));
        assertEquals(-1, pace.take(0));
        assertEquals(SECOND, pace.take(SECOND / 10));
    }

    @Test
    void aClockThatBeginsBelowZeroIsAsGoodAsAnyOther() {
        var pace = new Pace(10, 1, Duration.ofSeconds(1));

        assertEquals(0, pace.take(Long.MIN_VALUE + 7));
        assertEquals(SECOND / 10, pace.take(Long.MIN_VALUE + 7));
    }

    @Test
    void inNoSecondAreThereMoreThanTheRateAndTheBurst() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var pace = new Pace(25, 5, Duration.ofSeconds(60));
        var starts = new TreeMap<Long, Integer>();
        long now = 0;
        for (int call = 0; call < 1000; call++) {
            now += random.nextLong(SECOND / 20);
            starts.merge(now + pace.take(now), 1, Integer::sum);
        }

        for (long from : starts.keySet()) {
            int within = starts.subMap(from, from + SECOND).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            assertTrue(within <= 25 + 5, () -> "%d in the second from %d, seed %d".formatted(within, from, seed));
        }
    }
}
