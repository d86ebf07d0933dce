package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.barrier.Level;

/**
 * One relay that opens by pulses. Whatever is asked, it is never energised longer than one pulse, which is never longer
 * than the cap, and it rests between two, so that a barrier counts them as two.
 */
final class PulseLine {
    private final long pulseNanos;
    private final long restNanos;
    private final long renewalNanos;

    private Level level = Level.LOW;
    private boolean owed;
    private boolean everUsed;
    private long sinceNanos;

    PulseLine(LaneTimings timings) {
        this.pulseNanos = Math.min(timings.pulse().toNanos(), timings.pulseCap().toNanos());
        this.restNanos = timings.pulseRest().toNanos();
        this.renewalNanos = timings.renewal().toNanos();
    }

    /** One more pulse is wanted, now or as soon as the rest is over. */
    void owe() {
        owed = true;
    }

    /** What the relay carries now. Not wanted means low at once, and nothing owed. */
    Level tick(long nowNanos, Want want) {
        if (want == Want.NOTHING) {
            owed = false;
        }
        if (level == Level.HIGH && (want == Want.NOTHING || nowNanos - sinceNanos >= pulseNanos)) {
            turn(Level.LOW, nowNanos);
        }
        if (want == Want.STANDING && restedFor(nowNanos, renewalNanos)) {
            owed = true;
        }
        if (owed && restedFor(nowNanos, restNanos)) {
            owed = false;
            turn(Level.HIGH, nowNanos);
        }
        return level;
    }

    /** How long until {@link #tick} would say something else if nothing happens. */
    long nanosUntilChange(long nowNanos, Want want) {
        long passed = nowNanos - sinceNanos;
        if (level == Level.HIGH) {
            return pulseNanos - passed;
        }
        if (owed) {
            return restNanos - passed;
        }
        return want == Want.STANDING ? renewalNanos - passed : Long.MAX_VALUE;
    }

    private boolean restedFor(long nowNanos, long nanos) {
        return level == Level.LOW && (!everUsed || nowNanos - sinceNanos >= nanos);
    }

    private void turn(Level to, long nowNanos) {
        level = to;
        sinceNanos = nowNanos;
        everUsed = true;
    }

    /** What the lane wants of the relay. */
    enum Want {
        NOTHING,
        /** The pulse that is owed, once. */
        ONE_PULSE,
        /** Pulse after pulse, as long as this lasts. */
        STANDING
    }
}
