package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.CameraFault;
import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.LumaDevice;
import dev.turnstone.platform.retry.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a camera running on a thread of its own: opens it, takes its frames, and opens it anew when it fails or stalls,
 * with growing pauses. A thread that hangs inside a driver is left behind, and another one takes its place: whatever
 * happens to the camera happens to nothing else.
 */
final class CameraRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CameraRunner.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final int MOST_LEFT_BEHIND = 3;

    private final LumaDevice camera;
    private final Consumer<Frame> frames;
    private final Consumer<View> views;
    private final Pace pace;
    private final CameraWatch watch;
    private final List<Thread> leftBehind = new ArrayList<>();
    private volatile Thread running;
    private View told;
    private volatile boolean closed;
    /** Since when the thread has been inside the camera, if it is. */
    private volatile OptionalLong insideSinceNanos = OptionalLong.empty();

    /**
     * @param again how long to wait before a camera that failed is opened anew
     * @param hung how long a call into a camera may take before its thread is given up
     */
    record Pace(Backoff again, Duration hung) {
        static final Pace USUAL =
                new Pace(new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), 2, 0), Duration.ofSeconds(20));
    }

    CameraRunner(LumaDevice camera, Consumer<Frame> frames, Consumer<View> views, Pace pace) {
        this.camera = camera;
        this.frames = frames;
        this.views = views;
        this.pace = pace;
        this.watch = new CameraWatch(camera.streams());
        this.told = watch.view();
        this.running = thread();
    }

    private Thread thread() {
        return Thread.ofPlatform().name("camera").daemon().unstarted(this::run);
    }

    void start() {
        running.start();
    }

    View view() {
        synchronized (watch) {
            return watch.view();
        }
    }

    /** Whether the thread hangs is looked at from outside it. */
    void tick(long nowNanos) {
        OptionalLong since = insideSinceNanos;
        if (since.isEmpty() || closed || nowNanos - since.getAsLong() < pace.hung.toNanos()) {
            return;
        }
        leftBehind.removeIf(thread -> !thread.isAlive());
        say(new View.Missing("the camera's driver hangs; pull the camera out and put it back"));
        if (leftBehind.size() < MOST_LEFT_BEHIND) {
            log.error("The camera {} hangs inside its driver, and is opened anew beside it", camera.getName());
            leftBehind.add(running);
            running.interrupt();
            camera.close();
            running = thread();
            insideSinceNanos = OptionalLong.empty();
            running.start();
        }
    }

    private boolean mine() {
        return !closed && Thread.currentThread().equals(running);
    }

    private void run() {
        int failures = 0;
        while (mine()) {
            try {
                if (take()) {
                    failures = 0;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!mine()) {
                    return;
                }
                insideSinceNanos = OptionalLong.empty();
                failures++;
                failed(e);
                if (!pause(failures)) {
                    return;
                }
            }
        }
    }

    /** True when a frame came. */
    private boolean take() throws InterruptedException {
        insideSinceNanos = OptionalLong.of(System.nanoTime());
        if (!camera.isOpen()) {
            camera.open();
            synchronized (watch) {
                watch.opened(System.nanoTime());
            }
        }
        Optional<Frame> frame = camera.awaitFrame(PATIENCE);
        if (!mine()) {
            return false;
        }
        insideSinceNanos = OptionalLong.empty();
        if (frame.isPresent()) {
            synchronized (watch) {
                watch.saw(frame.get().luma(), frame.get().takenNanos());
            }
            tell();
            frames.accept(frame.get());
            return true;
        }
        synchronized (watch) {
            if (watch.stalled(System.nanoTime())) {
                throw new CameraFault("it has stalled, and is started anew");
            }
        }
        return false;
    }

    private void failed(RuntimeException e) {
        View before = view();
        String why = e instanceof CameraFault ? String.valueOf(e.getMessage()) : e.toString();
        if (!(before instanceof View.Missing missing) || !missing.why().equals(why)) {
            log.warn("The camera {} gives no pictures: {}", camera.getName(), why);
        }
        say(new View.Missing(why));
        camera.close();
    }

    private void say(View.Missing missing) {
        synchronized (watch) {
            watch.failed(missing.why());
        }
        tell();
    }

    private synchronized void tell() {
        View view = view();
        if (!view.equals(told)) {
            log.info("The camera's view: {}", view);
            told = view;
            views.accept(view);
        }
    }

    private boolean pause(int failures) {
        try {
            // One camera has no crowd to come back in step with.
            Thread.sleep(pace.again.delay(failures, new SplittableRandom(0)));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        running.interrupt();
        camera.close();
        try {
            running.join(pace.hung);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        camera.dispose();
    }
}
