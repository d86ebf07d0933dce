package dev.turnstone.platform.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    @Test
    void waitsGrowUpToTheirBound() {
        var backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2), 2, 0);
        var random = new Random(7);
        assertEquals(Duration.ofMillis(200), backoff.delay(1, random));
        assertEquals(Duration.ofMillis(800), backoff.delay(3, random));
        assertEquals(Duration.ofSeconds(2), backoff.delay(4_000, random));
    }

    @Test
    void waitsAreSpreadWithinTheJitter() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2), 2, 0.2);
        var random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            long millis = backoff.delay(1, random).toMillis();
            assertTrue(millis >= 800 && millis <= 1_200, "seed 7: " + millis);
        }
    }

    @Test
    void aBackoffThatCannotBeIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 2, 0));
    }
}
