package dev.turnstone.kiosk.camera;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamDriver;
import java.awt.Dimension;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The camera of a rehearsal: whoever drops a picture holds it before the lens. It is seen again and again for the
 * hold, as a phone would be, then the view is empty. Pictures dropped meanwhile queue behind it, and as long as the
 * gate attends to somebody the next one does not step forward.
 */
public final class DropDevice extends LumaDevice {
    /** As many as may stand in line; the next hears that the camera is busy. */
    static final int LINE = 32;

    private static final long FRAME_NANOS = Duration.ofMillis(66).toNanos();
    private static final long RECHECK_NANOS = Duration.ofMillis(20).toNanos();

    private final long holdNanos;
    private final BooleanSupplier attending;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Luma> line = new ArrayDeque<>();
    private Optional<Shown> shown = Optional.empty();
    private long scene;

    private record Shown(Luma picture, long scene, long untilNanos, long nextNanos) {}

    /** @param attending whether the gate is busy with a guest */
    public DropDevice(Duration hold, BooleanSupplier attending) {
        super("drop", new Dimension(640, 480));
        this.holdNanos = hold.toNanos();
        this.attending = attending;
    }

    /** This device alone, as Webcam Capture asks for it. */
    public WebcamDriver driver() {
        List<WebcamDevice> devices = List.of(this);
        return new SingleDeviceDriver(devices);
    }

    /** False when too many pictures already wait. */
    public boolean drop(Luma picture) {
        lock.lock();
        try {
            if (line.size() >= LINE) {
                return false;
            }
            line.addLast(picture);
            arrived.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Frame> awaitFrame(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = System.nanoTime();
                Optional<Frame> frame = look(now);
                if (frame.isPresent()) {
                    return frame;
                }
                long left = deadline - now;
                if (left <= 0) {
                    return Optional.empty();
                }
                boolean nobody = shown.isEmpty() && line.isEmpty();
                arrived.awaitNanos(nobody ? left : Math.min(left, RECHECK_NANOS));
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Frame> look(long now) {
        if (shown.isPresent() && now - shown.get().untilNanos >= 0) {
            shown = Optional.empty();
        }
        if (shown.isEmpty() && !line.isEmpty() && !attending.getAsBoolean()) {
            scene++;
            shown = Optional.of(new Shown(line.removeFirst(), scene, now + holdNanos, now));
        }
        if (shown.isEmpty() || now - shown.get().nextNanos < 0) {
            return Optional.empty();
        }
        Shown current = shown.get();
        shown = Optional.of(new Shown(current.picture, current.scene, current.untilNanos, now + FRAME_NANOS));
        return Optional.of(new Frame(current.picture, current.scene, now));
    }
}
