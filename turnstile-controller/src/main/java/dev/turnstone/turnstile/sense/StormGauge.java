package dev.turnstone.turnstile.sense;

/**
 * Tells people from noise. A person turning an arm makes a few dozen changes a second, chatter included; a loose wire
 * makes hundreds. Counted in whole windows, so that counting costs nothing while it storms.
 */
public final class StormGauge {
    private static final long WINDOW_NANOS = 250_000_000L;
    private static final int MOST_CHANGES = 40;

    private long windowStart;
    private int changes;
    private boolean storming;
    private long felt;
    private long swallowed;

    /** One change; whether it still means something. */
    public synchronized boolean count(long atNanos) {
        turnWindow(atNanos);
        changes++;
        storming |= changes > MOST_CHANGES;
        felt++;
        swallowed += storming ? 1 : 0;
        return !storming;
    }

    /** A storm ends with the first whole window in which people could have made all changes. */
    public synchronized boolean storming(long nowNanos) {
        turnWindow(nowNanos);
        return storming;
    }

    /** How many changes there have been. */
    public synchronized long felt() {
        return felt;
    }

    /** How many of them meant nothing. */
    public synchronized long swallowed() {
        return swallowed;
    }

    private void turnWindow(long atNanos) {
        long passed = atNanos - windowStart;
        if (passed >= WINDOW_NANOS) {
            storming = passed < 2 * WINDOW_NANOS && changes > MOST_CHANGES;
            windowStart = atNanos;
            changes = 0;
        }
    }
}
