package dev.turnstone.kiosk.handheld;

import static dev.turnstone.kiosk.Eventually.eventually;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.turnstile.barrier.BoardSettings.Baud;
import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandheldsTest {
    private static final String PASS = " 0123456789ABCDEFGHIJ$%*+-./: ";
    private static final int UNLOCK = 0x40045431;
    private static final int NUMBER = 0x80045430;

    @TempDir
    private Path folder;

    private final Desk desk = new Desk();

    @Test
    void aReaderAtASerialPortIsReadWithItsSpacesAndTakenUpAgainAfterItWasPulledOut() throws Exception {
        Path device = folder.resolve("reader");
        int cable = plug(device);
        try (Handhelds handhelds = handhelds(new SerialReader(device, Baud.B9600))) {
            handhelds.start();
            int first = cable;
            eventually("it is read", () -> {
                send(first, PASS + "\r\n");
                return desk.shown.contains(PASS);
            });

            Libc.close(cable);
            Files.delete(device);
            cable = plug(device);
            int again = cable;
            eventually("it is read again", () -> {
                send(again, "SECOND PASS\r");
                return desk.shown.contains("SECOND PASS");
            });
        }
        Libc.close(cable);
    }

    @Test
    void theKeysOfAReaderThatPosesAsAKeyboardAreItsText() {
        KeyboardReader reader = new KeyboardReader(Path.of("/dev/input/event0"));
        type(reader, 1, 57, 1); // A space,
        type(reader, 1, 57, 0);
        type(reader, 4, 4, 458_756); // what scanner hardware says besides,
        type(reader, 1, 42, 1); // a shift
        type(reader, 1, 30, 1); // and an A,
        type(reader, 1, 30, 2); // which is held for a moment.
        type(reader, 1, 30, 0);
        type(reader, 1, 42, 0);
        type(reader, 0, 0, 0);
        assertEquals(Optional.empty(), reader.taken());
        type(reader, 1, 28, 1);

        assertEquals(Optional.of(" A"), reader.taken());
    }

    @Test
    void whatIsReadWhileAGuestIsAttendedToWaitsForItsTurn() throws Exception {
        Script script = new Script();
        desk.attending = true;
        try (Handhelds handhelds = handhelds(script)) {
            handhelds.start();
            script.texts.add("FIRST");
            eventually("it is taken up", script.texts::isEmpty);
            assertEquals(List.of(), desk.shown);
            desk.attending = false;
            eventually("it has its turn", () -> desk.shown.equals(List.of("FIRST")));
        }
    }

    @Test
    void thePassThatIsReadAgainAndAgainIsShownOnce() {
        Script script = new Script();
        try (Handhelds handhelds = handhelds(script)) {
            handhelds.start();
            script.texts.addAll(List.of("A", "A", "A", "B", "A"));
            eventually("all are read", () -> desk.shown.size() == 3);
        }
        assertEquals(List.of("A", "B", "A"), desk.shown);
    }

    @Test
    void aReaderThatIsNotThereIsAFaultUntilItIs() {
        Script script = new Script();
        script.refusals.add(new IOException("plug it in"));
        try (Handhelds handhelds = handhelds(script)) {
            handhelds.start();
            script.texts.add("LATE");
            eventually("it is read", () -> desk.shown.equals(List.of("LATE")));
        }
        assertTrue(assertThrows(IOException.class, () -> new KeyboardReader(folder.resolve("none")).open())
                .getMessage()
                .contains("does not exist"));
    }

    private Handhelds handhelds(PassSource source) {
        return new Handhelds(List.of(source), desk);
    }

    private static void type(KeyboardReader reader, int type, int code, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(KeyboardReader.EVENT_BYTES, Long.BYTES);
            event.set(JAVA_SHORT, 16, (short) type);
            event.set(JAVA_SHORT, 18, (short) code);
            event.set(JAVA_INT, 20, value);
            reader.event(event, 0);
        }
    }

    /** A terminal of the kernel's, whose other end is called as udev would call the reader. */
    private static int plug(Path name) throws IOException {
        int fd = Libc.openPort("/dev/ptmx");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_INT);
            Libc.ioctl("unlocking a terminal", fd, UNLOCK, number);
            Libc.ioctl("asking a terminal for its number", fd, NUMBER, number);
            Files.createSymbolicLink(name, Path.of("/dev/pts/" + number.get(JAVA_INT, 0)));
        }
        return fd;
    }

    /** Sent again until it is read: what comes before the port is set up is not what was sent. */
    private static void send(int cable, String text) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.write("sending", cable, arena.allocateFrom(JAVA_BYTE, text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (Libc.Errno e) {
            // Nobody reads at this end yet, and what was sent so far has filled the line.
            assertEquals(Libc.EAGAIN, e.errno());
        }
    }

    private static final class Desk implements Handhelds.Desk {
        private final List<String> shown = new CopyOnWriteArrayList<>();
        private volatile boolean attending;

        @Override
        public boolean attending() {
            return attending;
        }

        @Override
        public void shown(String text, long takenNanos) {
            shown.add(text);
        }
    }

    private static final class Script implements PassSource {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final Deque<IOException> refusals = new ArrayDeque<>();

        @Override
        public String name() {
            return "script";
        }

        @Override
        public void open() throws IOException {
            if (!refusals.isEmpty()) {
                throw refusals.pop();
            }
        }

        @Override
        public Optional<String> next(Duration patience) {
            try {
                return Optional.ofNullable(texts.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public void close() {}
    }
}
