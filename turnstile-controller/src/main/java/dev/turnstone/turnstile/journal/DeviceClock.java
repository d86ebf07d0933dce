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

    /**
     * The clock of a device that keeps this journal and has this certificate: a new card remembers nothing, and then the
     * certificate is what was certainly there before.
     */
    public static DeviceClock after(InstantSource wall, Journal journal, Instant issued) {
        Instant remembered = Instant.ofEpochMilli(journal.clock().millis());
        return new DeviceClock(wall, remembered.isAfter(issued) ? remembered : issued);
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
