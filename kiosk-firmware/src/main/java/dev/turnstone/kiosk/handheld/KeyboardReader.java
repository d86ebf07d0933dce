package dev.turnstone.kiosk.handheld;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A handheld reader that poses as a keyboard, through the kernel's event device. It is grabbed, so that what it types goes
 * nowhere else: not to a console, not into a page of the browser.
 *
 * <pre>
 * input_event, 24 bytes
 *    0  time     2 × s64
 *   16  type     u16, 1 = a key
 *   18  code     u16
 *   20  value    s32, 0 = up, 1 = down, 2 = held
 * </pre>
 */
final class KeyboardReader implements PassSource {
    static final int EVENT_BYTES = 24;
    private static final int GRAB = 0x40044590;
    private static final int KEY = 1;
    private static final int DOWN = 1;
    private static final int HELD = 2;
    private static final int MOST_EVENTS = 64;

    private final Path device;
    private final UsKeyboard keyboard = new UsKeyboard();
    private final TypedText typed = new TypedText();
    private final Deque<String> read = new ArrayDeque<>();
    private OptionalInt fd = OptionalInt.empty();

    KeyboardReader(Path device) {
        this.device = device;
    }

    @Override
    public String name() {
        return device.toString();
    }

    @Override
    public void open() throws IOException {
        try {
            int opened = Libc.openPort(device.toString());
            fd = OptionalInt.of(opened);
            try (Arena arena = Arena.ofConfined()) {
                Libc.ioctl("taking " + device, opened, GRAB, arena.allocateFrom(JAVA_INT, 1));
            }
        } catch (Libc.Errno e) {
            close();
            throw e.errno() == Libc.EACCES
                    ? new IOException(
                            device + " may not be opened: add the user of this program to the group input, and start it"
                                    + " again",
                            e)
                    : e;
        }
    }

    @Override
    public Optional<String> next(Duration patience) throws IOException {
        if (read.isEmpty()) {
            take(patience);
        }
        return Optional.ofNullable(read.poll());
    }

    private void take(Duration patience) throws IOException {
        int open = fd.orElseThrow(() -> new IOException(device + " is closed"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(Libc.POLL);
            entry.set(JAVA_INT, 0, open);
            entry.set(JAVA_SHORT, 4, Libc.POLLIN);
            if (Libc.poll(entry, Math.toIntExact(patience.toMillis())) == 0) {
                typed.quiet(System.nanoTime()).ifPresent(read::add);
                return;
            }
            MemorySegment events = arena.allocate((long) MOST_EVENTS * EVENT_BYTES, Long.BYTES);
            long bytes = Libc.read("reading " + device, open, events);
            for (long at = 0; at + EVENT_BYTES <= bytes; at += EVENT_BYTES) {
                event(events.asSlice(at, EVENT_BYTES), System.nanoTime());
            }
        } catch (Libc.Errno e) {
            if (e.errno() != Libc.EINTR && e.errno() != Libc.EAGAIN) {
                throw e;
            }
        }
    }

    void event(MemorySegment event, long nowNanos) {
        int value = event.get(JAVA_INT, 20);
        if (event.get(JAVA_SHORT, 16) == KEY && value != HELD) {
            keyboard.key(Short.toUnsignedInt(event.get(JAVA_SHORT, 18)), value == DOWN)
                    .flatMap(letter -> typed.add(letter, nowNanos))
                    .ifPresent(read::add);
        }
    }

    Optional<String> taken() {
        return Optional.ofNullable(read.poll());
    }

    @Override
    public void close() {
        fd.ifPresent(Libc::close);
        fd = OptionalInt.empty();
    }
}
