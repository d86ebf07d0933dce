package dev.turnstone.platform.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: each wait {@code factor} times the last, never over {@code max}, spread by
 * {@code jitter} (0.2 = ±20 %) so that a crowd of devices does not come back in step.
 */
public record Backoff(Duration first, Duration max, double factor, double jitter) {
    public Backoff {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff needs 0 < first <= max, not %s and %s".formatted(first, max));
        }
        if (factor < 1 || jitter < 0 || jitter >= 1) {
            throw new IllegalArgumentException("a backoff needs factor >= 1 and 0 <= jitter < 1");
        }
    }

    /** The usual one between parts on a network: 200 ms, doubling, at most 15 s. */
    public static Backoff ofNetwork() {
        return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15), 2, 0.2);
    }

    /** The wait after the {@code attempt}-th failure, counted from 1. */
    public Duration delay(int attempt, RandomGenerator random) {
        double grown = first.toMillis() * Math.pow(factor, Math.max(0, attempt - 1));
        double bounded = Math.min(grown, (double) max.toMillis());
        double spread = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.max(1, Math.round(bounded * spread)));
    }
}
