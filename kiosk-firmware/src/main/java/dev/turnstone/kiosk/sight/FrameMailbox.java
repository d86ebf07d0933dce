package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Frame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the newest frame and no other: a decoder that is slower than the camera skips pictures instead of falling
 * behind what is really before the lens.
 */
public final class FrameMailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private Optional<Frame> slot = Optional.empty();
    private long overtaken;

    public void put(Frame frame) {
        lock.lock();
        try {
            if (slot.isPresent()) {
                overtaken++;
            }
            slot = Optional.of(frame);
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    public Optional<Frame> take(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (slot.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            Optional<Frame> taken = slot;
            slot = Optional.empty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many frames were replaced unread. */
    public long overtaken() {
        lock.lock();
        try {
            return overtaken;
        } finally {
            lock.unlock();
        }
    }
}
