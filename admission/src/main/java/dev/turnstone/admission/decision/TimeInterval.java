package dev.turnstone.admission.decision;

import java.time.Duration;
import java.time.Instant;

/** What a device without a clock battery knows of now: not before {@code earliest}, not after {@code latest}. */
public record TimeInterval(Instant earliest, Instant latest) {
    public TimeInterval {
        if (latest.isBefore(earliest)) {
            throw new IllegalArgumentException("an interval ends after it begins: " + earliest + " to " + latest);
        }
    }

    public static TimeInterval exactly(Instant now) {
        return new TimeInterval(now, now);
    }

    public static TimeInterval around(Instant now, Duration error) {
        return new TimeInterval(now.minus(error), now.plus(error));
    }

    /** The middle, for showing and sorting; decisions ask the ends. */
    public Instant middle() {
        return earliest.plus(width().dividedBy(2));
    }

    public Duration width() {
        return Duration.between(earliest, latest);
    }
}
