package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.CameraFinder.Wanted;
import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What the device makes of a camera that says and does everything cameras do. */
class V4l2DeviceTest {
    private static final Duration PATIENCE = Duration.ofMillis(10);
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int STRIDE = WIDTH * 2 + 64;

    @TempDir
    private Path root;

    private final Node node = new Node();

    @Test
    void theNewestOfTheFramesThatHavePiledUpIsSeenAndEveryBufferGivenBack() throws Exception {
        V4l2Device camera = opened();
        node.fills(10, 20, 30);

        assertEquals(30, seen(camera));
        assertEquals(3, node.givenBack);
        assertEquals(Optional.empty(), camera.awaitFrame(PATIENCE));
    }

    @Test
    void tornAndDamagedFramesArePassedOver() throws Exception {
        V4l2Device camera = opened();
        node.filled.add(new CaptureNode.Filled(0, whole(10).asSlice(0, 1_000), false));
        assertEquals(Optional.empty(), camera.awaitFrame(PATIENCE));
        node.filled.add(new CaptureNode.Filled(0, whole(10), true));
        assertEquals(Optional.empty(), camera.awaitFrame(PATIENCE));
        node.filled.add(new CaptureNode.Filled(0, MemorySegment.ofArray(new byte[0]), false));
        assertEquals(Optional.empty(), camera.awaitFrame(PATIENCE));
        node.fills(40);

        assertEquals(40, seen(camera));
        assertEquals(4, node.givenBack);
    }

    @Test
    void aCameraThatIsPulledOutIsAFaultAndIsTakenUpWhereverItComesBack() throws Exception {
        V4l2Device camera = opened();
        node.failure = Optional.of(errno(Libc.ENODEV));

        String said = fault(() -> camera.awaitFrame(PATIENCE));
        assertTrue(said.contains("is gone: plug the camera in"), said);
        camera.close();
        assertTrue(node.closed && !camera.isOpen());

        unplug(0);
        assertTrue(fault(camera::open).contains("no camera is here"));
        plug(1);
        node.failure = Optional.empty();
        camera.open();
        node.fills(50);
        assertEquals(50, seen(camera));
    }

    @Test
    void aCameraThatStallsGivesNoFrameAndNoFault() throws Exception {
        assertEquals(Optional.empty(), opened().awaitFrame(PATIENCE));
    }

    @Test
    void whatIsInTheWayIsToldWithWhatToDo() throws Exception {
        plug(0);
        assertTrue(fault(cannotOpen(Libc.EACCES)::open).contains("group video"));
        assertTrue(fault(cannotOpen(Libc.EBUSY)::open).contains("used by another program: \"fuser -v"));
        assertTrue(fault(cannotOpen(Libc.ENXIO)::open).contains("plug the camera in"));

        node.modes = List.of();
        String unusable = fault(device(node)::open);
        assertTrue(unusable.contains("gives [pRAA], and ") && unusable.contains("camera.driver: rpicam"), unusable);
        assertTrue(node.closed);
    }

    @Test
    void ofSeveralDevicesTheFirstThatIsACameraIsTaken() throws Exception {
        plug(0);
        plug(1);
        Node encoder = new Node();
        encoder.captures = false;
        V4l2Device camera = new V4l2Device(
                finder(), new Wanted.Any(), choice(), device -> device.endsWith("video0") ? encoder : node);
        camera.open();
        node.fills(60);

        assertEquals(60, seen(camera));
        assertTrue(encoder.closed);
    }

    @Test
    void aClosedCameraIsNotLookedThrough() throws Exception {
        V4l2Device camera = opened();
        camera.close();
        camera.close();

        assertFalse(camera.isOpen());
        assertThrows(CameraFault.class, () -> camera.awaitFrame(PATIENCE));
    }

    private V4l2Device opened() throws IOException {
        plug(0);
        V4l2Device camera = device(node);
        camera.open();
        assertTrue(camera.isOpen() && camera.streams());
        return camera;
    }

    private V4l2Device device(Node opened) {
        return new V4l2Device(finder(), new Wanted.Any(), choice(), device -> opened.reopened());
    }

    private V4l2Device cannotOpen(int errno) {
        return new V4l2Device(finder(), new Wanted.Any(), choice(), device -> {
            throw errno(errno);
        });
    }

    private static ModeChoice choice() {
        return new ModeChoice(WIDTH, HEIGHT, 30, Optional.empty());
    }

    private CameraFinder finder() {
        return new CameraFinder(root.resolve("dev"), root.resolve("sys"));
    }

    private void plug(int number) throws IOException {
        Path folder = Files.createDirectories(root.resolve("sys/video" + number));
        Files.writeString(folder.resolve("index"), "0");
        Files.writeString(folder.resolve("name"), "Test Camera");
    }

    private void unplug(int number) throws IOException {
        Path folder = root.resolve("sys/video" + number);
        Files.delete(folder.resolve("index"));
        Files.delete(folder.resolve("name"));
        Files.delete(folder);
    }

    private static int seen(V4l2Device camera) throws InterruptedException {
        Luma luma = camera.awaitFrame(PATIENCE).orElseThrow().luma();
        assertEquals(WIDTH, luma.width());
        return luma.at(WIDTH - 1, HEIGHT - 1);
    }

    private static String fault(Executable call) {
        return String.valueOf(assertThrows(CameraFault.class, call).getMessage());
    }

    private static Libc.Errno errno(int errno) {
        return new Libc.Errno("a call", errno);
    }

    private static MemorySegment whole(int brightness) {
        byte[] bytes = new byte[STRIDE * HEIGHT];
        Arrays.fill(bytes, (byte) brightness);
        return MemorySegment.ofArray(bytes);
    }

    private static final class Node implements CaptureNode {
        private final Deque<Filled> filled = new ArrayDeque<>();
        private List<Mode> modes = List.of(new Mode(PixelFormat.YUYV, WIDTH, HEIGHT, 1, 30));
        private Optional<IOException> failure = Optional.empty();
        private boolean captures = true;
        private boolean closed;
        private int givenBack;

        Node reopened() {
            closed = false;
            return this;
        }

        void fills(int... brightnesses) {
            for (int brightness : brightnesses) {
                filled.add(new Filled(filled.size(), whole(brightness), false));
            }
        }

        @Override
        public String card() {
            return "Test Camera";
        }

        @Override
        public boolean captures() {
            return captures;
        }

        @Override
        public List<Mode> modes(int width, int height) {
            return modes;
        }

        @Override
        public List<String> formats() {
            List<String> letters = new ArrayList<>(
                    modes.stream().map(mode -> mode.format().name()).toList());
            return letters.isEmpty() ? List.of("pRAA") : letters;
        }

        @Override
        public Layout start(Mode mode) {
            // As drivers do: rows are longer than asked for.
            return new Layout(mode.format(), mode.width(), mode.height(), STRIDE);
        }

        @Override
        public Optional<Filled> next(Duration patience) throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return Optional.ofNullable(filled.poll());
        }

        @Override
        public void giveBack(Filled back) {
            givenBack++;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
