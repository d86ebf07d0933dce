package dev.turnstone.kiosk.camera;

import static dev.turnstone.kiosk.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At programs that film as badly as they can. */
class RpicamDeviceTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final int PLANE = 320 * 240;

    /** Bytes of one brightness, written as an octal number. */
    private static final String BYTES = """
            #!/bin/sh
            echo "$$" >>"${0%/*}/pids"
            bytes() { head -c "$2" /dev/zero | tr '\\000' "\\\\$1"; }
            frame() { bytes "$1" 76800; bytes 177 38400; }
            """;

    @TempDir
    private Path folder;

    private Optional<RpicamDevice> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(RpicamDevice::close);
    }

    @Test
    void theNewestFrameIsSeenAsItsBrightnessAlone() throws Exception {
        RpicamDevice camera = camera("frame 101; frame 102; frame 103; exec sleep 600");
        Luma[] last = new Luma[1];
        eventually("the third frame", () -> {
            next(camera).ifPresent(luma -> last[0] = luma);
            return last[0] != null && last[0].at(319, 239) == 0103;
        });
        assertEquals(PLANE, last[0].pixels().length);
        assertTrue(camera.streams() && camera.isOpen());
    }

    @Test
    void aProgramThatDiesIsAFaultWithItsLastWordsAndIsStartedAnew() throws Exception {
        RpicamDevice camera = camera("frame 101; echo 'ERROR: *** no cameras available ***' >&2; exit 3");
        assertTrue(camera.awaitFrame(LONG).isPresent());

        String said = fault(camera);
        assertTrue(said.contains("ended with status 3 and said: ERROR: *** no cameras available ***"), said);
        camera.close();
        assertFalse(camera.isOpen());
        camera.open();
        assertTrue(camera.awaitFrame(LONG).isPresent());
    }

    @Test
    void halfAFrameIsNone() throws Exception {
        RpicamDevice stalls = camera("bytes 101 5000; exec sleep 600");
        assertEquals(Optional.empty(), stalls.awaitFrame(SHORT));
        stalls.close();
        RpicamDevice dies = camera("bytes 101 80000; exit 0");

        assertTrue(fault(dies).contains("ended with status 0"));
    }

    @Test
    void aProgramThatIsNotThereIsToldWithWhatToInstall() {
        RpicamDevice camera = device("rpicam-vid-that-nobody-has");
        camera.open();

        assertTrue(fault(camera).contains("rpicam-vid-that-nobody-has is not installed: apt install rpicam-apps"));
    }

    @Test
    void aClosedCameraFilmsNoMore() throws Exception {
        RpicamDevice camera = camera("frame 101; exec sleep 600");
        assertTrue(camera.awaitFrame(LONG).isPresent());
        long film = pid();
        camera.close();
        camera.close();

        eventually("the program has ended", () -> !alive(film));
        assertThrows(CameraFault.class, () -> camera.awaitFrame(SHORT));
    }

    @Test
    void theProgramDiesWithAGateThatIsKilled() throws Exception {
        Path program = program("frame 101; trap '' TERM HUP PIPE; while :; do sleep 1; done");
        Process gate = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Filmer.class.getName(),
                        program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = gate.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.equals("filming")) {
                line = lines.readLine(); // The log, on its way to the same place.
            }
            assertEquals("filming", line);
        } finally {
            gate.destroyForcibly().waitFor();
        }
        long film = pid();

        eventually("the program has ended", () -> !alive(film));
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("pids")).getLast());
    }

    private RpicamDevice camera(String script) throws IOException {
        RpicamDevice camera = device(program(script).toString());
        camera.open();
        return camera;
    }

    private RpicamDevice device(String program) {
        RpicamDevice camera = new RpicamDevice(new RpicamDevice.Settings(program, 320, 240, 30, 0));
        opened = Optional.of(camera);
        return camera;
    }

    private Path program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("rpicam-vid"), BYTES + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Optional<Luma> next(RpicamDevice camera) {
        try {
            return camera.awaitFrame(SHORT).map(Frame::luma);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String fault(RpicamDevice camera) {
        return String.valueOf(assertThrows(CameraFault.class, () -> {
                    for (int look = 0; look < 1_000; look++) {
                        camera.awaitFrame(SHORT);
                    }
                })
                .getMessage());
    }
}
