package dev.turnstone.turnstile.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on the kernel's edge events of all inputs of a lane, with the kernel's own timestamps, which are on the clock of
 * {@link System#nanoTime()}. One thread waits for all lines.
 */
final class EdgeReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeReader.class);
    /** How soon a line that was added or removed is noticed. */
    private static final int ROUND_MS = 100;
    /** How many edges of one line are taken at a time; the kernel keeps this many too. */
    private static final int BURST = 16;
    /** How long a line that storms is left alone: what it tells then means nothing, and its level is read anyway. */
    private static final long STORM_PAUSE_NANOS = 1_000_000L;

    private final Map<GpioLine, Edges> lines = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    EdgeReader(String name) {
        this.thread = Thread.ofPlatform().name("gpio-" + name).daemon().start(this::run);
    }

    /** Hears the edges of one line. */
    interface Edges {
        void edge(boolean rises, long atNanos);

        /** The line cannot be read any more. */
        void lost(IOException why);
    }

    void add(GpioLine line, Edges edges) {
        lines.put(line, edges);
    }

    void remove(GpioLine line) {
        lines.remove(line);
    }

    /** Whether edges are still waited for. */
    boolean alive() {
        return closing || thread.isAlive();
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(10L * ROUND_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate(GpioAbi.EVENT, BURST);
            while (!closing) {
                round(List.copyOf(lines.keySet()), events);
            }
        } catch (Libc.Errno e) {
            LOG.error("The inputs are read no more: {}", e.getMessage());
            lines.forEach((line, edges) -> edges.lost(e));
        }
    }

    private void round(List<GpioLine> waitedFor, MemorySegment events) throws Libc.Errno {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(Libc.POLL, waitedFor.size());
            for (int i = 0; i < waitedFor.size(); i++) {
                entries.set(JAVA_INT, i * Libc.POLL.byteSize(), waitedFor.get(i).fd());
                entries.set(JAVA_SHORT, i * Libc.POLL.byteSize() + 4, Libc.POLLIN);
            }
            if (poll(entries) == 0) {
                return;
            }
            boolean storms = false;
            for (int i = 0; i < waitedFor.size(); i++) {
                if (entries.get(JAVA_SHORT, i * Libc.POLL.byteSize() + 6) != 0) {
                    storms |= take(waitedFor.get(i), events) == BURST;
                }
            }
            if (storms) {
                LockSupport.parkNanos(STORM_PAUSE_NANOS);
            }
        }
    }

    private static int poll(MemorySegment entries) throws Libc.Errno {
        try {
            return Libc.poll(entries, ROUND_MS);
        } catch (Libc.Errno e) {
            if (e.errno() == Libc.EINTR) {
                return 0;
            }
            throw e;
        }
    }

    /** How many edges there were. */
    private int take(GpioLine line, MemorySegment events) {
        Edges edges = lines.get(line);
        if (edges == null) {
            return 0;
        }
        try {
            long bytes = Libc.read("reading the edges of " + line.name(), line.fd(), events);
            for (long at = 0; at < bytes; at += GpioAbi.EVENT.byteSize()) {
                boolean rises = events.get(JAVA_INT, at + GpioAbi.at(GpioAbi.EVENT, "id")) == GpioAbi.EVENT_RISES;
                edges.edge(rises, events.get(JAVA_LONG, at + GpioAbi.at(GpioAbi.EVENT, "timestamp_ns")));
            }
            return Math.toIntExact(bytes / GpioAbi.EVENT.byteSize());
        } catch (IOException e) {
            lines.remove(line);
            edges.lost(e);
            return 0;
        }
    }
}
