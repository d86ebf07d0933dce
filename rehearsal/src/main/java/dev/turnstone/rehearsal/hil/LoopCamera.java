package dev.turnstone.rehearsal.hil;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The lens's side of a v4l2loopback camera: what is written here, the camera films, a few times a second. */
final class LoopCamera implements AutoCloseable {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int SCALE = 8;
    private static final long BETWEEN_FRAMES_NANOS = Duration.ofMillis(150).toNanos();

    private static final int FORMAT_BYTES = 208;
    private static final int SET_FORMAT = 0xC0D05605;
    private static final int OUTPUT = 2;
    private static final int YUYV = 0x56595559;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment frame = arena.allocate(WIDTH * HEIGHT * 2L);
    private final int fd;
    private final Thread filming;
    private volatile boolean running = true;
    private volatile boolean closed;

    LoopCamera(Path device) throws IOException {
        fd = Libc.open(device.toString());
        MemorySegment format = arena.allocate(FORMAT_BYTES, Long.BYTES);
        int[] values = {OUTPUT, 0, WIDTH, HEIGHT, YUYV, 1, WIDTH * 2, WIDTH * HEIGHT * 2};
        for (int at = 0; at < values.length; at++) {
            format.set(JAVA_INT, at * 4L, values[at]);
        }
        Libc.ioctl("setting the loop's format", fd, SET_FORMAT, format);
        show(new byte[WIDTH * HEIGHT]);
        filming = Thread.ofPlatform().name("loop-camera").start(this::film);
    }

    /** A phone with this code on it, on a grey wall. */
    void show(String text) {
        ByteMatrix modules = modules(text);
        byte[] plane = new byte[WIDTH * HEIGHT];
        Arrays.fill(plane, (byte) 200);
        int left = (WIDTH - modules.getWidth() * SCALE) / 2;
        int top = (HEIGHT - modules.getHeight() * SCALE) / 2;
        for (int y = 0; y < modules.getHeight() * SCALE; y++) {
            for (int x = 0; x < modules.getWidth() * SCALE; x++) {
                if (modules.get(x / SCALE, y / SCALE) == 1) {
                    plane[(top + y) * WIDTH + left + x] = 20;
                }
            }
        }
        show(plane);
    }

    /** Nothing is filmed any more, and the camera does not say so; or it is again. */
    void running(boolean goesOn) {
        running = goesOn;
    }

    private void show(byte[] plane) {
        for (int at = 0; at < plane.length; at++) {
            frame.set(JAVA_BYTE, at * 2L, plane[at]);
            frame.set(JAVA_BYTE, at * 2L + 1, (byte) 128);
        }
    }

    private void film() {
        while (!closed) {
            try {
                if (running) {
                    Libc.write("filming", fd, frame);
                }
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            LockSupport.parkNanos(BETWEEN_FRAMES_NANOS);
        }
    }

    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "ISO-8859-1"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("this text does not fit a QR code", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            filming.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Libc.close(fd);
        arena.close();
    }
}
