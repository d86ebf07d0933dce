package dev.turnstone.cloud.sync;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rung when this instance has numbered changes. Another instance's ring is not heard here, so nobody waits longer than
 * {@link #DEAF} without looking.
 */
public final class Bell {
    private static final Duration DEAF = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long count;

    public void ring() {
        lock.lock();
        try {
            count++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when it has rung since it stood at {@code heard}, or it is time to look. */
    void await(long heard, Duration patience) throws InterruptedException {
        long nanos = Math.min(patience.toNanos(), DEAF.toNanos());
        lock.lock();
        try {
            while (count == heard && nanos > 0) {
                nanos = rung.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
