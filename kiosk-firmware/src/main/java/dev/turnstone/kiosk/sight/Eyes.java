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
 *
 * Before a code becomes a showing, the rest of the picture is looked at for a second one: of two tickets held up at once
 * nobody can say which is meant.
 */
public final class Eyes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Eyes.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    /** However still the view is. */
    private static final Duration QUICK_LOOKS = Duration.ofMillis(500);

    private static final Duration PATIENT_LOOKS = Duration.ofSeconds(2);

    /** So long the patient reader works without a rest for whoever has come; longer nobody holds a code up in vain. */
    private static final Duration TIRES_AFTER = Duration.ofSeconds(3);

    /** After so long without a frame to look at, the next change is somebody else. */
    private static final Duration STILL = Duration.ofSeconds(1);

    private final CameraRunner camera;
    private final CodeReader quick;
    private final CodeReader patient;
    private final MotionGate motion = new MotionGate(QUICK_LOOKS);
    private final MotionGate motionForPatient = new MotionGate(PATIENT_LOOKS);
    private final Showing showing;
    private final Onlooker onlooker;
    private final FrameMailbox taken = new FrameMailbox();
    private final FrameMailbox missed = new FrameMailbox();
    private final Thread reading;
    private final Thread rereading;
    private long scene;
    /** Only the quick reader's thread asks. */
    private boolean missing;

    /** Of the frame with which the patient reader began to look in vain, and of its last. Only its thread asks. */
    private long inVainSinceNanos;

    private long rereadNanos;

    /** Of the newest frame in which either found a code. */
    private long foundNanos = Long.MIN_VALUE / 2;

    private volatile boolean closed;

    /** Whoever acts on what is seen; never called by two threads at once. */
    public interface Onlooker {
        /** Whether the guest before the lens is being attended to: until then nothing new is presented. */
        boolean attending();

        /** A frame was taken. */
        void saw(Frame frame);

        /** Nobody could read a code in this frame. */
        void foundNothing(Frame frame, Trouble trouble);

        /** Two codes are in this frame, and neither is presented. */
        void foundTwo(Frame frame);

        /** Nothing came from the camera for a while. */
        void viewEmpty();

        /** What the camera can see has changed. */
        void views(View view);

        /** A guest shows a code. */
        void presented(String text, long takenNanos);
    }

    public Eyes(LumaDevice camera, CodeReader quick, CodeReader patient, Showing showing, Onlooker onlooker) {
        this(camera, quick, patient, showing, onlooker, CameraRunner.Pace.USUAL);
    }

    Eyes(
            LumaDevice camera,
            CodeReader quick,
            CodeReader patient,
            Showing showing,
            Onlooker onlooker,
            CameraRunner.Pace pace) {
        this.quick = quick;
        this.patient = patient;
        this.showing = showing;
        this.onlooker = onlooker;
        this.camera = new CameraRunner(camera, taken::put, this::viewChanged, pace);
        this.reading = Thread.ofPlatform().name("reader").unstarted(() -> run(this::read));
        this.rereading = Thread.ofPlatform().name("patient-reader").unstarted(() -> run(this::reread));
    }

    public void start() {
        camera.start();
        reading.start();
        rereading.start();
    }

    /** What the camera can see now. */
    public View view() {
        return camera.view();
    }

    /** The passage that the newest showing opened has ended: whoever still holds the code there shows it anew. */
    public void passageEnded() {
        synchronized (onlooker) {
            showing.passageEnded(System.nanoTime());
        }
    }

    private void viewChanged(View view) {
        synchronized (onlooker) {
            onlooker.views(view);
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
        camera.tick(System.nanoTime());
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
        Look look = quick.look(frame.luma());
        missing = !(look instanceof Look.Found);
        if (look instanceof Look.Found(Code code)) {
            found(code, frame, quick);
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
        Look look = patient.look(frame.luma());
        long worked = System.nanoTime() - start;
        if (look instanceof Look.Found || frame.takenNanos() - rereadNanos > STILL.toNanos()) {
            inVainSinceNanos = frame.takenNanos();
        }
        rereadNanos = frame.takenNanos();
        switch (look) {
            case Look.Found(Code code) -> {
                quick.follow(code.where());
                found(code, frame, patient);
            }
            case Look.Glimpsed(Region where) -> nothing(frame, Trouble.of(Light.of(frame.luma(), where)), worked);
            case Look.Nothing nothing -> nothing(frame, Trouble.NO_CODE, worked);
        }
    }

    private void nothing(Frame frame, Trouble trouble, long worked) throws InterruptedException {
        synchronized (onlooker) {
            if (frame.takenNanos() - foundNanos > 0) {
                onlooker.foundNothing(frame, trouble);
            }
        }
        // A lobby full of posters must not keep a core busy all night.
        if (frame.takenNanos() - inVainSinceNanos >= TIRES_AFTER.toNanos()) {
            Thread.sleep(Duration.ofNanos(worked / 2));
        }
    }

    /** @param by whose thread this is */
    private void found(Code code, Frame frame, CodeReader by) {
        boolean begins;
        synchronized (onlooker) {
            begins = showing.isNew(code.text(), frame.scene(), frame.takenNanos());
        }
        boolean two = begins && by.beside(code, frame.luma()).isPresent();
        synchronized (onlooker) {
            // Who rereads may find in an old frame what has gone since, or what is being attended to.
            if (frame.scene() < scene || onlooker.attending()) {
                return;
            }
            foundNanos = frame.takenNanos();
            if (two) {
                onlooker.foundTwo(frame);
                return;
            }
            showing.see(code.text(), frame.scene(), frame.takenNanos())
                    .ifPresent(text -> onlooker.presented(text, frame.takenNanos()));
        }
    }

    @Override
    public void close() {
        closed = true;
        reading.interrupt();
        rereading.interrupt();
        try {
            reading.join();
            rereading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        camera.close();
    }
}
