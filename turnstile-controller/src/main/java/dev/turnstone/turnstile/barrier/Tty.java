package dev.turnstone.turnstile.barrier;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.turnstone.turnstile.barrier.BoardSettings.Baud;
import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A serial port that carries bytes and nothing else: no echo, no line editing, no flow control, eight bits, one stop
 * bit. Set through the kernel's own structure, which is the same on every 64-bit machine.
 *
 * <pre>
 * termios, 36 bytes
 *   0  c_iflag  u32      12  c_lflag  u32
 *   4  c_oflag  u32      16  c_line   u8
 *   8  c_cflag  u32      17  c_cc[19] u8   (VTIME is 5, VMIN 6)
 * </pre>
 */
public final class Tty implements AutoCloseable {
    private static final long TERMIOS_BYTES = 36;
    private static final long CONTROL_FLAGS = 8;
    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;
    private static final int TIOCEXCL = 0x540C;
    private static final int EIGHT_BITS = 0x30;
    private static final int RECEIVE = 0x80;
    /** The modem lines are not looked at, and hanging up resets no board. */
    private static final int LOCAL = 0x800;

    private static final int MOST_BYTES = 256;

    private final Path device;
    private final int fd;

    private Tty(Path device, int fd) {
        this.device = device;
        this.fd = fd;
    }

    public static Tty open(Path device, Baud baud) throws IOException {
        Tty tty = new Tty(device, Libc.openPort(device.toString()));
        try {
            tty.makeRaw(baud);
            return tty;
        } catch (IOException e) {
            tty.close();
            throw e;
        }
    }

    /** Gives all bytes to the port. They are few; a port that does not take them at once is stuck. */
    void write(byte... bytes) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long taken = Libc.write("writing to " + device, fd, arena.allocateFrom(JAVA_BYTE, bytes));
            if (taken != bytes.length) {
                throw new IOException("%s took %d of %d bytes".formatted(device, taken, bytes.length));
            }
        }
    }

    /** Exactly so many bytes, or a failure once the time is over. */
    byte[] read(int count, Duration within) throws IOException {
        byte[] read = new byte[count];
        int have = 0;
        long deadline = System.nanoTime() + within.toNanos();
        while (have < count) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !readable(Duration.ofNanos(left))) {
                throw new IOException(
                        "%s answered %d of %d bytes in %d ms".formatted(device, have, count, within.toMillis()));
            }
            byte[] more = take(count - have);
            if (more.length == 0) {
                throw new IOException(device + " has hung up");
            }
            System.arraycopy(more, 0, read, have, more.length);
            have += more.length;
        }
        return read;
    }

    /** Whatever has come in, or nothing once the time is over. */
    public byte[] whatever(Duration within) throws IOException {
        if (!readable(within)) {
            return new byte[0];
        }
        byte[] came = take(MOST_BYTES);
        if (came.length == 0) {
            throw new IOException(device + " has hung up");
        }
        return came;
    }

    /** Forgets what came in before anybody asked. */
    void drain() throws IOException {
        // A board that never stops talking is no relay board; its answers will tell.
        for (int bursts = 0; bursts < 4 && readable(Duration.ZERO); bursts++) {
            if (take(MOST_BYTES).length == 0) {
                throw new IOException(device + " has hung up");
            }
        }
    }

    @Override
    public void close() {
        Libc.close(fd);
    }

    private byte[] take(int most) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment into = arena.allocate(most);
            int count = Math.toIntExact(Libc.read("reading from " + device, fd, into));
            return Arrays.copyOf(into.toArray(JAVA_BYTE), count);
        }
    }

    private boolean readable(Duration within) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(Libc.POLL);
            entry.set(JAVA_INT, 0, fd);
            entry.set(JAVA_SHORT, 4, Libc.POLLIN);
            return Libc.poll(entry, Math.toIntExact(Math.ceilDiv(within.toNanos(), 1_000_000))) > 0;
        } catch (Libc.Errno e) {
            if (e.errno() == Libc.EINTR) {
                return false;
            }
            throw e;
        }
    }

    private void makeRaw(Baud baud) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(TERMIOS_BYTES, 4);
            Libc.ioctl("opening " + device, fd, TCGETS, termios);
            termios.fill((byte) 0);
            termios.set(JAVA_INT, CONTROL_FLAGS, baud.code() | EIGHT_BITS | RECEIVE | LOCAL);
            Libc.ioctl("setting up " + device, fd, TCSETS, termios);
            Libc.ioctl("taking " + device, fd, TIOCEXCL, MemorySegment.NULL);
        }
    }
}
