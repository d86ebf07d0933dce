package dev.turnstone.admission.record;

import java.time.Duration;
import java.time.Instant;

/**
 * A hybrid logical clock's reading: never earlier than any reading it has heard of, and near to the wall clock. It
 * orders what happened on several devices where one knew of the other; it dates nothing.
 *
 * <pre>
 *   48 bits milliseconds since 1970 ‖ 16 bits counter
 * </pre>
 */
public record HybridTime(long millis, int counter) implements Comparable<HybridTime> {
    public static final HybridTime ZERO = new HybridTime(0, 0);
    /** A reading further ahead than this is not adopted: one wrong clock must not drag along a venue. */
    public static final Duration MOST_AHEAD = Duration.ofSeconds(5);

    private static final int MOST_COUNTER = 0xffff;

    public HybridTime {
        if (millis < 0 || millis >>> 48 != 0 || counter < 0 || counter > MOST_COUNTER) {
            throw new IllegalArgumentException("no hybrid time: " + millis + "." + counter);
        }
    }

    /** The reading for something that happens here now. */
    public HybridTime tick(Instant wall) {
        long now = wall.toEpochMilli();
        return now > millis ? new HybridTime(now, 0) : next();
    }

    /** The reading after hearing from another device; its clock is not followed too far ahead of ours. */
    public HybridTime hear(HybridTime other, Instant wall) {
        boolean tooFarAhead = other.millis > wall.toEpochMilli() + MOST_AHEAD.toMillis();
        HybridTime known = tooFarAhead || compareTo(other) >= 0 ? this : other;
        return known.tick(wall);
    }

    private HybridTime next() {
        return counter < MOST_COUNTER ? new HybridTime(millis, counter + 1) : new HybridTime(millis + 1, 0);
    }

    public long packed() {
        return millis << 16 | counter;
    }

    public static HybridTime unpack(long packed) {
        return new HybridTime(packed >>> 16, (int) (packed & MOST_COUNTER));
    }

    @Override
    public int compareTo(HybridTime other) {
        return Long.compareUnsigned(packed(), other.packed());
    }
}
