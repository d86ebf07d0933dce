package dev.turnstone.cloud.payment;

import java.time.Duration;

/**
 * How often something may be called: so many times a second, a few at once, and nobody waits longer than he would.
 * Whoever may not yet is told how long to wait, and his turn is kept for him.
 */
final class Pace {
    private final long intervalNanos;
    private final long burstNanos;
    private final long longestWaitNanos;
    private boolean begun;

    /** When the next turn would come if everybody kept exactly to the interval. */
    private long dueNanos;

    Pace(int perSecond, int atOnce, Duration longestWait) {
        this.intervalNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        this.burstNanos = intervalNanos * (atOnce - 1L);
        this.longestWaitNanos = longestWait.toNanos();
    }

    /** How long to wait for the turn that was taken; negative when the queue is too long, and then none was taken. */
    synchronized long take(long nowNanos) {
        if (!begun || dueNanos - nowNanos < 0) {
            begun = true;
            dueNanos = nowNanos;
        }
        long waitNanos = Math.max(0, dueNanos - nowNanos - burstNanos);
        if (waitNanos > longestWaitNanos) {
            return -1;
        }
        dueNanos += intervalNanos;
        return waitNanos;
    }
}
