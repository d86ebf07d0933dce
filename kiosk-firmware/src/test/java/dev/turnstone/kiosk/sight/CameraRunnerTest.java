package dev.turnstone.kiosk.sight;

import static dev.turnstone.kiosk.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.CameraFault;
import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.LumaDevice;
import dev.turnstone.kiosk.camera.QrPictures;
import dev.turnstone.platform.retry.Backoff;
import java.awt.Dimension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A camera that misbehaves is started anew, and nothing else notices. */
class CameraRunnerTest {
    private static final Backoff AT_ONCE = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 2, 0);
    private static final CameraRunner.Pace PATIENT = new CameraRunner.Pace(AT_ONCE, Duration.ofMinutes(5));

    private final Camera camera = new Camera();
    private final AtomicInteger frames = new AtomicInteger();
    private final List<View> views = new CopyOnWriteArrayList<>();

    @Test
    void aCameraThatFailsIsOpenedUntilItFilms() {
        camera.refusals.set(3);
        try (CameraRunner runner = runner(PATIENT)) {
            runner.start();
            eventually("it films", () -> frames.get() > 0);
            assertEquals(new View.Clear(), runner.view());
        }
        assertEquals(List.of(new View.Missing("nobody plugged it in"), new View.Clear()), views);
        assertTrue(camera.openings.get() >= 4);
    }

    @Test
    void aCameraThatStallsIsClosedAndOpenedAnew() {
        try (CameraRunner runner = runner(PATIENT)) {
            runner.start();
            eventually("it films", () -> frames.get() > 0);
            camera.stallsUntilOpenedAgain = true;
            eventually("it stalls", () -> views.stream().anyMatch(CameraRunnerTest::stalled));
            eventually("it films again", () -> runner.view().equals(new View.Clear()));
        }
        assertTrue(camera.openings.get() >= 2);
    }

    @Test
    void aThreadThatHangsInADriverIsLeftBehind() {
        CameraRunner.Pace pace = new CameraRunner.Pace(AT_ONCE, Duration.ofMillis(400));
        camera.hangs = true;
        try (CameraRunner runner = runner(pace)) {
            runner.start();
            eventually("it hangs", () -> camera.hanging.get() > 0);
            camera.hangs = false;
            eventually("another thread films", () -> {
                runner.tick(System.nanoTime());
                return frames.get() > 0;
            });
            assertTrue(views.getFirst() instanceof View.Missing missing
                    && missing.why().contains("hangs"));
        } finally {
            camera.released.countDown();
        }
    }

    private static boolean stalled(View view) {
        return view instanceof View.Missing missing && missing.why().contains("has stalled");
    }

    private CameraRunner runner(CameraRunner.Pace pace) {
        return new CameraRunner(camera, frame -> frames.incrementAndGet(), views::add, pace);
    }

    private static final class Camera extends LumaDevice {
        private final AtomicInteger refusals = new AtomicInteger();
        private final AtomicInteger openings = new AtomicInteger();
        private final AtomicInteger hanging = new AtomicInteger();
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean stallsUntilOpenedAgain;
        private volatile boolean hangs;

        Camera() {
            super("test", new Dimension(64, 48));
        }

        @Override
        public boolean streams() {
            return true;
        }

        @Override
        public void open() {
            openings.incrementAndGet();
            if (refusals.getAndDecrement() > 0) {
                throw new CameraFault("nobody plugged it in");
            }
            stallsUntilOpenedAgain = false;
            super.open();
        }

        @Override
        public Optional<Frame> awaitFrame(Duration patience) {
            if (hangs) {
                hanging.incrementAndGet();
                hang();
            }
            return stallsUntilOpenedAgain
                    ? Optional.empty()
                    : Optional.of(new Frame(QrPictures.blank(64, 48), 0, System.nanoTime()));
        }

        /** As in a system call, which no interruption ends. */
        private void hang() {
            boolean waiting = true;
            while (waiting) {
                try {
                    released.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // The kernel does not care.
                }
            }
        }
    }
}
