package dev.turnstone.rehearsal.hil;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.turnstone.kiosk.handheld.Handhelds;
import dev.turnstone.platform.config.Config;
import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A reader that poses as a keyboard, made by the kernel's uinput: what it types arrives as it was typed. */
final class HandheldChecks {
    private static final String NAME = "turnstone-hil-reader";
    private static final String TEXT = " TURNSTONE HIL 0123456789 ";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final int SET_EVENT = 0x40045564;
    private static final int SET_KEY = 0x40045565;
    private static final int SETUP = 0x405C5503;
    private static final int SETUP_BYTES = 92;
    private static final int CREATE = 0x5501;
    private static final int EVENT_BYTES = 24;
    private static final int KEYS = 1;
    private static final int SHIFT = 42;
    private static final int ENTER = 28;
    private static final int HIGHEST_KEY = 60;
    /** Where each row of keys begins, by the kernel's numbers. */
    private static final Map<Integer, String> ROWS =
            Map.of(2, "1234567890", 16, "qwertyuiop", 30, "asdfghjkl", 44, "zxcvbnm", 57, " ");

    private final Verdicts verdicts;

    HandheldChecks(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    void run() throws IOException {
        int keyboard = Libc.open("/dev/uinput");
        List<String> shown = new CopyOnWriteArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            create(keyboard, arena);
            Path device = device();
            Path file = Files.writeString(
                    Path.of("/run/handhelds.yaml"), "handhelds: [{by: keyboard, device: %s}]%n".formatted(device));
            try (Handhelds handhelds = new Handhelds(Handhelds.read(Config.load(file, Map.of())), desk(shown))) {
                handhelds.start();
                verdicts.that("what a reader types arrives with its spaces", GpioSim.until(SOON, () -> {
                    type(keyboard, arena);
                    return GpioSim.until(Duration.ofMillis(500), () -> shown.contains(TEXT));
                }));
            }
        } finally {
            Libc.close(keyboard);
        }
    }

    private static Handhelds.Desk desk(List<String> shown) {
        return new Handhelds.Desk() {
            @Override
            public boolean attending() {
                return false;
            }

            @Override
            public void shown(String text, long takenNanos) {
                shown.add(text);
            }
        };
    }

    /** The numbers are the arguments themselves, where others take a pointer. */
    private static void create(int keyboard, Arena arena) throws IOException {
        Libc.ioctl("having keys", keyboard, SET_EVENT, MemorySegment.ofAddress(KEYS));
        for (int key = 1; key < HIGHEST_KEY; key++) {
            Libc.ioctl("having a key", keyboard, SET_KEY, MemorySegment.ofAddress(key));
        }
        MemorySegment setup = arena.allocate(SETUP_BYTES, Integer.BYTES);
        setup.set(JAVA_SHORT, 0, (short) 3);
        setup.setString(8, NAME, StandardCharsets.US_ASCII);
        Libc.ioctl("naming a keyboard", keyboard, SETUP, setup);
        Libc.ioctl("making a keyboard", keyboard, CREATE, MemorySegment.NULL);
    }

    private static Path device() throws IOException {
        GpioSim.until(SOON, () -> named().isPresent());
        return named().orElseThrow(() -> new IOException("the keyboard that was made is not there"));
    }

    private static Optional<Path> named() {
        try (Stream<Path> classes = Files.list(Path.of("/sys/class/input"))) {
            for (Path folder : classes.toList()) {
                Path name = folder.resolve("device/name");
                String file = folder.getFileName().toString();
                if (file.startsWith("event")
                        && Files.exists(name)
                        && Files.readString(name).strip().equals(NAME)
                        && Files.exists(Path.of("/dev/input", file))) {
                    return Optional.of(Path.of("/dev/input", file));
                }
            }
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        return Optional.empty();
    }

    private static void type(int keyboard, Arena arena) {
        for (int i = 0; i < TEXT.length(); i++) {
            char letter = TEXT.charAt(i);
            boolean shift = Character.isUpperCase(letter);
            if (shift) {
                press(keyboard, arena, SHIFT, 1);
            }
            int key = key(String.valueOf(letter).toLowerCase(Locale.ROOT));
            press(keyboard, arena, key, 1);
            press(keyboard, arena, key, 0);
            if (shift) {
                press(keyboard, arena, SHIFT, 0);
            }
        }
        press(keyboard, arena, ENTER, 1);
        press(keyboard, arena, ENTER, 0);
    }

    private static int key(String letter) {
        return ROWS.entrySet().stream()
                .filter(row -> row.getValue().contains(letter))
                .mapToInt(row -> row.getKey() + row.getValue().indexOf(letter))
                .findFirst()
                .orElseThrow();
    }

    /** A key's event, and the word that it is whole. */
    private static void press(int keyboard, Arena arena, int key, int value) {
        MemorySegment events = arena.allocate(2L * EVENT_BYTES, Long.BYTES);
        events.set(JAVA_SHORT, 16, (short) KEYS);
        events.set(JAVA_SHORT, 18, (short) key);
        events.set(JAVA_INT, 20, value);
        try {
            Libc.write("typing", keyboard, events);
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
