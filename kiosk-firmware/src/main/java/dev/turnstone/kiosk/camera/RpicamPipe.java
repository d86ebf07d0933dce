package dev.turnstone.kiosk.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of {@code rpicam-vid}: frames from its standard output, the newest of which is kept, and the last lines of
 * what it complains about.
 */
final class RpicamPipe implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RpicamPipe.class);
    private static final int LINES_KEPT = 8;
    private static final int LONGEST_LINE = 400;
    private static final int NOT_FOUND = 127;
    private static final Duration TO_SAY_WHY = Duration.ofSeconds(1);

    /**
     * Films as long as somebody holds the other end of its input. That end goes away with this program however it ends,
     * so that no camera stays taken by a program whose reader is dead.
     */
    private static final String GUARD = """
            exec 3<&0
            "$@" 3<&- </dev/null &
            film=$!
            { while read -r _ <&3; do :; done; kill -9 "$film"; } >/dev/null 2>&1 &
            guard=$!
            exec 3<&-
            wait "$film"
            status=$?
            kill "$guard" 2>/dev/null
            exit "$status"
            """;

    private final RpicamDevice.Settings settings;
    private final Process process;
    private final OutputStream held;
    private final Thread complaining;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<String> complaints = new ArrayDeque<>();
    private Optional<Frame> newest = Optional.empty();
    private boolean ended;
    private volatile boolean closed;

    private RpicamPipe(RpicamDevice.Settings settings, Process process) {
        this.settings = settings;
        this.process = process;
        this.held = process.getOutputStream();
        this.complaining = Thread.ofVirtual().name("rpicam-complaints").start(this::listen);
        Thread.ofPlatform().daemon().name("rpicam-frames").start(this::film);
    }

    static RpicamPipe start(RpicamDevice.Settings settings) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "rpicam"));
        command.addAll(settings.command());
        try {
            return new RpicamPipe(settings, new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new CameraFault("%s cannot be started: %s".formatted(settings.program(), e.getMessage()), e);
        }
    }

    /** The newest frame that nobody has taken yet; empty when none came in time. */
    Optional<Frame> newest(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (newest.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (newest.isEmpty() && ended) {
                throw new CameraFault(why());
            }
            Optional<Frame> taken = newest;
            newest = Optional.empty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void film() {
        int plane = settings.width() * settings.height();
        int colours = plane / 2;
        try (InputStream frames = process.getInputStream()) {
            while (true) {
                byte[] brightness = frames.readNBytes(plane);
                // A frame whose end never comes is none.
                if (brightness.length < plane || frames.readNBytes(colours).length < colours) {
                    break;
                }
                show(new Frame(Luma.packed(brightness, settings.width(), settings.height()), 0, System.nanoTime()));
            }
        } catch (IOException e) {
            log.debug("the pipe broke", e);
        } finally {
            end();
        }
    }

    private void show(Frame frame) {
        lock.lock();
        try {
            newest = Optional.of(frame);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        try {
            // What it died of stands on the other pipe.
            complaining.join(TO_SAY_WHY);
            process.waitFor(TO_SAY_WHY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
            }
        } catch (IOException e) {
            log.debug("the pipe broke", e);
        }
    }

    private void keep(String line) {
        lock.lock();
        try {
            if (!line.isBlank()) {
                complaints.addLast(line.strip());
            }
            if (complaints.size() > LINES_KEPT) {
                complaints.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    private String why() {
        if (closed) {
            return "the camera is closed";
        }
        if (!process.isAlive() && process.exitValue() == NOT_FOUND) {
            return "%s is not installed: apt install rpicam-apps".formatted(settings.program());
        }
        String status = process.isAlive() ? "closed its pipe" : "ended with status " + process.exitValue();
        return complaints.isEmpty()
                ? "%s %s".formatted(settings.program(), status)
                : "%s %s and said: %s".formatted(settings.program(), status, String.join(" / ", complaints));
    }

    @Override
    public void close() {
        closed = true;
        try {
            held.close();
        } catch (IOException e) {
            log.debug("it was gone before", e);
        }
        // The guard ends what films; a shell that hangs is ended here.
        process.onExit().orTimeout(TO_SAY_WHY.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            return process.destroyForcibly();
        });
    }
}
