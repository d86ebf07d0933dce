package dev.turnstone.turnstile.barrier;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * An LCUS relay board at the other end of a real kernel terminal. Its name is a link, as udev makes one: unplugged and
 * plugged in again, it is another device by the same name.
 */
final class BoardAtPty implements AutoCloseable {
    private static final int UNLOCK = 0x40045431;
    private static final int NUMBER = 0x80045430;
    private static final int ROUND_MS = 20;

    private final Path name;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<Integer, Boolean> on = new ConcurrentHashMap<>();
    private volatile Manner manner;
    private volatile boolean plugged;
    private Thread thread = new Thread();

    BoardAtPty(Path name, Manner manner) throws IOException {
        this.name = name;
        this.manner = manner;
        plug();
    }

    /** How it answers. */
    enum Manner {
        /** As a board without feedback: never. */
        MUTE,
        HONEST,
        /** The other level than it has. */
        LYING,
        /** Half of an answer. */
        TORN
    }

    void become(Manner other) {
        manner = other;
    }

    /** Every frame that came in, in hexadecimal. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    boolean isOn(int relay) {
        return on.getOrDefault(relay, false);
    }

    void plug() throws IOException {
        int fd = Libc.openPort("/dev/ptmx");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_INT);
            Libc.ioctl("unlocking a terminal", fd, UNLOCK, number);
            Libc.ioctl("asking a terminal for its number", fd, NUMBER, number);
            Files.deleteIfExists(name);
            Files.createSymbolicLink(name, Path.of("/dev/pts/" + number.get(JAVA_INT, 0)));
        }
        plugged = true;
        thread = Thread.ofPlatform().name("board").daemon().start(() -> run(fd));
    }

    /** Without power no relay is on. */
    void unplug() throws IOException {
        plugged = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(name);
        on.clear();
    }

    @Override
    public void close() throws IOException {
        unplug();
    }

    private void run(int fd) {
        byte[] frame = new byte[4];
        int have = 0;
        while (plugged) {
            for (byte each : read(fd)) {
                frame[have++] = each;
                if (have == frame.length) {
                    have = 0;
                    take(fd, frame);
                }
            }
        }
        Libc.close(fd);
    }

    /** Nothing while nobody has opened the other end. */
    private static byte[] read(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(Libc.POLL);
            entry.set(JAVA_INT, 0, fd);
            entry.set(JAVA_SHORT, 4, Libc.POLLIN);
            if (Libc.poll(entry, ROUND_MS) == 0) {
                return new byte[0];
            }
            MemorySegment into = arena.allocate(64);
            int count = Math.toIntExact(Libc.read("reading a terminal", fd, into));
            return into.asSlice(0, count).toArray(JAVA_BYTE);
        } catch (IOException e) {
            LockSupport.parkNanos(1_000_000L * ROUND_MS);
            return new byte[0];
        }
    }

    private void take(int fd, byte... frame) {
        heard.add(HexFormat.ofDelimiter(" ").withUpperCase().formatHex(frame));
        int relay = frame[1];
        switch (frame[2]) {
            case 0, 2 -> on.put(relay, false);
            case 1, 3 -> on.put(relay, true);
            default -> {}
        }
        if (frame[2] > 1) {
            answer(fd, relay);
        }
    }

    private void answer(int fd, int relay) {
        byte[] honest = SerialBoard.frame(relay, isOn(relay) ? 1 : 0);
        switch (manner) {
            case MUTE -> {}
            case HONEST -> write(fd, honest);
            case LYING -> write(fd, SerialBoard.frame(relay, isOn(relay) ? 0 : 1));
            case TORN -> write(fd, honest[0], honest[1]);
        }
    }

    private static void write(int fd, byte... bytes) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.write("writing to a terminal", fd, arena.allocateFrom(JAVA_BYTE, bytes));
        } catch (IOException e) {
            // Whoever asked has gone.
        }
    }
}
