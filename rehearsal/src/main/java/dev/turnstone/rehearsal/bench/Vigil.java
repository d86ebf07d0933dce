package dev.turnstone.rehearsal.bench;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.camera.LumaDevice;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.PatientReader;
import dev.turnstone.kiosk.sight.Showing;
import dev.turnstone.kiosk.sight.TrackingReader;
import dev.turnstone.kiosk.sight.Trouble;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.kiosk.sight.ZxingReader;
import java.awt.Dimension;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What it costs a gate to keep its eyes open: at a camera of 720p and 30 frames a second. */
final class Vigil {
    private static final Scenes HD = new Scenes(1_280, 720);
    private static final int FRAMES = 30;
    private static final long FRAME_NANOS = 1_000_000_000L / 30;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration WATCHED = Duration.ofSeconds(10);
    private static final double MOST_CORES = 1.2;
    private static final double MOST_IDLE_CORES = 0.08;
    private static final double LEAST_TAKEN_UP = 98;

    private Vigil() {}

    static List<Measure> measures(long seed) {
        List<Luma> busy = new ArrayList<>();
        for (int at = 0; at < FRAMES; at++) {
            busy.add(HD.without(seed * FRAMES + at));
        }
        Watch crowd = watch(busy);
        Watch empty = watch(List.of(busy.getFirst()));
        return List.of(
                Measure.within("720p, a crowd before it", crowd.cores, "cores", MOST_CORES),
                Measure.atLeast("720p, frames taken up", crowd.takenUp, "%", LEAST_TAKEN_UP),
                Measure.within("720p, nobody before it", empty.cores, "cores", MOST_IDLE_CORES));
    }

    private record Watch(double cores, double takenUp) {}

    private static Watch watch(List<Luma> pictures) {
        Onlooker onlooker = new Onlooker();
        Reel reel = new Reel(pictures);
        try (Eyes eyes = new Eyes(
                reel,
                new TrackingReader(new ZxingReader()),
                new PatientReader(),
                new Showing(Duration.ofSeconds(2)),
                onlooker)) {
            eyes.start();
            LockSupport.parkNanos(WARM_UP.toNanos());
            long cpu = cpuNanos();
            long shown = reel.shown.get();
            long seen = onlooker.seen.get();
            long start = System.nanoTime();
            LockSupport.parkNanos(WATCHED.toNanos());
            double elapsed = System.nanoTime() - start;
            return new Watch(
                    (cpuNanos() - cpu) / elapsed, 100.0 * (onlooker.seen.get() - seen) / (reel.shown.get() - shown));
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** Counts what the quick reader took up. */
    private static final class Onlooker implements Eyes.Onlooker {
        private final AtomicLong seen = new AtomicLong();

        @Override
        public boolean attending() {
            return false;
        }

        @Override
        public void saw(Frame frame) {
            seen.incrementAndGet();
        }

        @Override
        public void foundNothing(Frame frame, Trouble trouble) {}

        @Override
        public void foundTwo(Frame frame) {}

        @Override
        public void views(View view) {}

        @Override
        public void viewEmpty() {}

        @Override
        public void presented(String text, long takenNanos) {}
    }

    /** Shows its pictures over and over, thirty a second. */
    private static final class Reel extends LumaDevice {
        private final List<Luma> pictures;
        private long next = System.nanoTime();
        private final AtomicLong shown = new AtomicLong();

        Reel(List<Luma> pictures) {
            super("reel", new Dimension(1_280, 720));
            this.pictures = pictures;
        }

        @Override
        public Optional<Frame> awaitFrame(Duration patience) throws InterruptedException {
            next = Math.max(next + FRAME_NANOS, System.nanoTime());
            while (System.nanoTime() - next < 0) {
                LockSupport.parkNanos(next - System.nanoTime());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return Optional.of(new Frame(pictures.get((int) (shown.getAndIncrement() % pictures.size())), 0, next));
        }
    }
}
