package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.LumaDevice;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a camera and its decoder, a thread each with the newest-frame mailbox between them, and tells the
 * {@link Onlooker} what is before the lens.
 */
public final class Eyes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Eyes.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration BEFORE_REOPENING = Duration.ofSeconds(1);

    private final LumaDevice camera;
    private final CodeReader reader;
    private final Showing showing;
    private final Onlooker onlooker;
    private final FrameMailbox mailbox = new FrameMailbox();
    private final Thread looking;
    private final Thread decoding;
    private volatile boolean closed;
    private volatile Optional<String> fault = Optional.empty();
    private volatile long lastFrameNanos = System.nanoTime();

    /** Whoever acts on what is seen; called from the decoding thread alone. */
    public interface Onlooker {
        /** Whether the guest before the lens is being attended to: until then nothing new is presented. */
        boolean attending();

        /** A frame was looked at. */
        void saw(Frame frame, boolean withCode);

        /** Nothing came from the camera for a while, or the code has left the view. */
        void viewEmpty();

        /** A guest shows a code. */
        void presented(String text, long takenNanos);
    }

    public Eyes(LumaDevice camera, CodeReader reader, Showing showing, Onlooker onlooker) {
        this.camera = camera;
        this.reader = reader;
        this.showing = showing;
        this.onlooker = onlooker;
        this.looking = Thread.ofPlatform().name("camera").unstarted(this::look);
        this.decoding = Thread.ofPlatform().name("decoder").unstarted(this::decode);
    }

    public void start() {
        looking.start();
        decoding.start();
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
                    mailbox.put(frame.get());
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

    private void decode() {
        while (!closed) {
            try {
                Optional<Frame> frame = mailbox.take(PATIENCE);
                if (frame.isPresent()) {
                    consider(frame.get());
                } else {
                    onlooker.viewEmpty();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("A frame was lost", e);
            }
        }
    }

    private void consider(Frame frame) {
        if (onlooker.attending()) {
            showing.keep(frame.takenNanos());
            onlooker.saw(frame, showing.codeInView(frame.takenNanos()));
            return;
        }
        Optional<String> code = reader.read(frame.luma());
        onlooker.saw(frame, code.isPresent());
        showing.see(code, frame.scene(), frame.takenNanos())
                .ifPresent(text -> onlooker.presented(text, frame.takenNanos()));
    }

    @Override
    public void close() {
        closed = true;
        looking.interrupt();
        decoding.interrupt();
        try {
            looking.join();
            decoding.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        camera.dispose();
    }
}
