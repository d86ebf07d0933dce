package dev.turnstone.admission.pass;

import java.time.Duration;
import java.time.Instant;

/**
 * When the steps of a live code fall: step i runs from epoch + i·step, for i from 0 to {@code steps}.
 *
 * <p>Step 0 shows the anchor itself, which every bare pass carries, so an epoch lies at least two steps before doors.
 * It never moves later without re-issue: links already shown would come into force again.
 */
public record LiveSchedule(Instant epoch, Duration step, int steps) {
    public static final Duration USUAL_STEP = Duration.ofSeconds(30);
    public static final int USUAL_STEPS = 1440;
    /** How many steps a phone's clock may be wrong, either way. */
    public static final int TOLERANCE = 1;
    /** What two bytes count. */
    public static final int MOST_STEPS = 0xffff;

    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STEP = Duration.ofDays(1);
    private static final Instant LAST_EPOCH = Instant.parse("9999-12-31T23:59:59Z");

    public LiveSchedule {
        if (step.compareTo(SHORTEST_STEP) < 0 || step.compareTo(LONGEST_STEP) > 0) {
            throw new IllegalArgumentException("a step lasts a second to a day: " + step);
        }
        if (epoch.isBefore(Instant.EPOCH) || epoch.isAfter(LAST_EPOCH)) {
            throw new IllegalArgumentException("no event of this calendar has its live codes since " + epoch);
        }
        if (steps < 1 || steps > MOST_STEPS) {
            throw new IllegalArgumentException("a chain has 1..65535 steps: " + steps);
        }
    }

    /** Twelve hours of half-minutes. */
    public static LiveSchedule usual(Instant epoch) {
        return new LiveSchedule(epoch, USUAL_STEP, USUAL_STEPS);
    }

    public long stepAt(Instant now) {
        return Math.floorDiv(Duration.between(epoch, now).toMillis(), step.toMillis());
    }

    public Instant startOf(long index) {
        return epoch.plus(step.multipliedBy(index));
    }

    /** May this step be shown at this instant? */
    public boolean allows(int shown, Instant now) {
        return shown <= steps && Math.abs(stepAt(now) - shown) <= TOLERANCE;
    }
}
