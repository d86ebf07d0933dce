package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.decision.TimeInterval;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A board without a clock battery wakes in 1970. It cannot be earlier than the last thing its journal remembers; how
 * much later it is, nobody has told it yet, so decisions that depend on the time are referred until then.
 */
public final class DeviceClock implements Supplier<Now> {
    private static final Duration ANY_TIME_SINCE = Duration.ofDays(3_650);

    private final InstantSource wall;
    private final Instant notBefore;
    private final LongSupplier monotonic;

    public DeviceClock(InstantSource wall, Instant notBefore) {
        this(wall, notBefore, System::nanoTime);
    }

    public DeviceClock(InstantSource wall, Instant notBefore, LongSupplier monotonic) {
        this.wall = wall;
        this.notBefore = notBefore;
        this.monotonic = monotonic;
    }

    /** Whether the clock runs behind what has certainly happened. */
    public boolean trusted() {
        return !wall.instant().isBefore(notBefore);
    }

    @Override
    public Now get() {
        Instant now = wall.instant();
        TimeInterval time = now.isBefore(notBefore)
                ? new TimeInterval(notBefore, notBefore.plus(ANY_TIME_SINCE))
                : TimeInterval.exactly(now);
        return new Now(monotonic.getAsLong(), time);
    }
}
