package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.LumaDevice;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a camera and its two readers, a thread each with newest-frame mailboxes between them, and tells the
 * {@link Onlooker} what is before the lens. The quick reader sees every frame in which something changed; while it finds
 * nothing, the patient one works beside it, each on the newest frame when it is done with its last.
 *
 * <pre>
 *   camera ─► newest frame ─► motion gate ─► quick reader ──────────────────► showing ─► onlooker
 *                                      └─ while that one misses ─► patient reader ─┘
 * </pre>
 */
public final class Eyes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Eyes.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    /** However still the view is. */
    private static final Duration QUICK_LOOKS = Duration.ofMillis(500);

    private static final Duration PATIENT_LOOKS = Duration.ofSeconds(2);
    private static final Duration BEFORE_REOPENING = Duration.ofSeconds(1);

    private final LumaDevice camera;
    private final CodeReader quick;
    private final CodeReader patient;
    private final MotionGate motion = new MotionGate(QUICK_LOOKS);
    private final MotionGate motionForPatient = new MotionGate(PATIENT_LOOKS);
    private final Showing showing;
    private final Onlooker onlooker;
    private final FrameMailbox taken = new FrameMailbox();
    private final FrameMailbox missed = new FrameMailbox();
    private final Thread looking;
    private final Thread reading;
    private final Thread rereading;
    private long scene;
    /** Only the quick reader's thread asks. */
    private boolean missing;

    /** Of the newest frame in which either found a code. */
    private long foundNanos = Long.MIN_VALUE / 2;

    private volatile boolean closed;
    private volatile Optional<String> fault = Optional.empty();
    private volatile long lastFrameNanos = System.nanoTime();

    /** Whoever acts on what is seen; never called by two threads at once. */
    public interface Onlooker {
        /** Whether the guest before the lens is being attended to: until then nothing new is presented. */
        boolean attending();

        /** A frame was taken. */
        void saw(Frame frame);

        /** Nobody could find a code in this frame. */
        void foundNothing(Frame frame);

        /** Nothing came from the camera for a while. */
        void viewEmpty();

        /** A guest shows a code. */
        void presented(String text, long takenNanos);
    }

    public Eyes(LumaDevice camera, CodeReader quick, CodeReader patient, Showing showing, Onlooker onlooker) {
        this.camera = camera;
        this.quick = quick;
        this.patient = patient;
        this.showing = showing;
        this.onlooker = onlooker;
        this.looking = Thread.ofPlatform().name("camera").unstarted(this::look);
        this.reading = Thread.ofPlatform().name("reader").unstarted(() -> run(this::read));
        this.rereading = Thread.ofPlatform().name("patient-reader").unstarted(() -> run(this::reread));
    }

    public void start() {
        looking.start();
        reading.start();
        rereading.start();
    }

    /** Why the camera gives no pictures, if it does not. */
    public Optional<String> fault() {
        return fault;
    }

    /** When the newest frame came, on the monotonic clock. */
    public long lastFrameNanos() {
        return lastFrameNanos;
    }

    private void look() {
        while (!closed) {
            try {
                if (!camera.isOpen()) {
                    camera.open();
                }
                Optional<Frame> frame = camera.awaitFrame(PATIENCE);
                fault = Optional.empty();
                if (frame.isPresent()) {
                    lastFrameNanos = frame.get().takenNanos();
                    taken.put(frame.get());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // A camera that was pulled out comes back by itself; the gate goes on without it meanwhile.
                if (fault.isEmpty()) {
                    log.warn("The camera {} gives no pictures: {}", camera.getName(), e.toString());
                }
                fault = Optional.of(String.valueOf(e.getMessage()));
                camera.close();
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(BEFORE_REOPENING);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Step {
        void take() throws InterruptedException;
    }

    private void run(Step step) {
        while (!closed) {
            try {
                step.take();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("A frame was lost", e);
            }
        }
    }

    private void read() throws InterruptedException {
        Optional<Frame> next = taken.take(PATIENCE);
        if (next.isEmpty()) {
            synchronized (onlooker) {
                onlooker.viewEmpty();
            }
            return;
        }
        Frame frame = next.get();
        synchronized (onlooker) {
            scene = frame.scene();
            onlooker.saw(frame);
            if (onlooker.attending()) {
                showing.keep(frame.takenNanos());
                return;
            }
        }
        if (!motion.lets(frame)) {
            return;
        }
        boolean shared = missing;
        if (shared) {
            giveToPatient(frame);
        }
        Optional<String> code = quick.read(frame.luma());
        missing = code.isEmpty();
        if (code.isPresent()) {
            found(code.get(), frame);
        } else if (!shared) {
            giveToPatient(frame);
        }
    }

    private void giveToPatient(Frame frame) {
        if (motionForPatient.lets(frame)) {
            missed.put(frame);
        }
    }

    private void reread() throws InterruptedException {
        Optional<Frame> next = missed.take(PATIENCE);
        if (next.isEmpty()) {
            return;
        }
        Frame frame = next.get();
        long start = System.nanoTime();
        Optional<String> code = patient.read(frame.luma());
        long worked = System.nanoTime() - start;
        if (code.isPresent()) {
            found(code.get(), frame);
        } else {
            synchronized (onlooker) {
                if (frame.takenNanos() - foundNanos > 0) {
                    onlooker.foundNothing(frame);
                }
            }
            // A lobby full of posters must not keep a core busy all night.
            Thread.sleep(Duration.ofNanos(worked / 2));
        }
    }

    private void found(String code, Frame frame) {
        synchronized (onlooker) {
            // Who rereads may find in an old frame what has gone since, or what is being attended to.
            if (frame.scene() < scene || onlooker.attending()) {
                return;
            }
            foundNanos = frame.takenNanos();
            showing.see(code, frame.scene(), frame.takenNanos())
                    .ifPresent(text -> onlooker.presented(text, frame.takenNanos()));
        }
    }

    @Override
    public void close() {
        closed = true;
        looking.interrupt();
        reading.interrupt();
        rereading.interrupt();
        try {
            looking.join();
            reading.join();
            rereading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        camera.dispose();
    }
}
