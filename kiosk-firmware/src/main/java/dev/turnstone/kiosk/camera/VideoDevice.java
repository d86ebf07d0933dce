package dev.turnstone.kiosk.camera;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamDriver;
import java.awt.Dimension;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A film as a camera, over and over, at its own pace: a night at a real gate, rehearsed. */
public final class VideoDevice extends LumaDevice {
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path file;
    private Optional<InputStream> in = Optional.empty();
    private Optional<Y4m> film = Optional.empty();
    private long nextNanos;

    VideoDevice(Path file) {
        super("video", new Dimension(640, 480));
        this.file = file;
    }

    public WebcamDriver driver() {
        List<WebcamDevice> devices = List.of(this);
        return new SingleDeviceDriver(devices);
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public synchronized void open() {
        close();
        try {
            InputStream opened = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
            in = Optional.of(opened);
            film = Optional.of(Y4m.open(opened));
        } catch (IOException e) {
            close();
            throw new CameraFault(
                    "the film %s cannot be shown (%s): make one with ffmpeg -i any.mp4 -pix_fmt yuv420p film.y4m"
                            .formatted(file, e.getMessage()),
                    e);
        }
        nextNanos = System.nanoTime();
        super.open();
    }

    @Override
    public synchronized Optional<Frame> awaitFrame(Duration patience) throws InterruptedException {
        Y4m running = film.orElseThrow(() -> new CameraFault("the camera is closed"));
        long now = System.nanoTime();
        long early = nextNanos - now;
        if (early > patience.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(patience.toNanos());
            return Optional.empty();
        }
        if (early > 0) {
            TimeUnit.NANOSECONDS.sleep(early);
        }
        long interval = Math.round(TimeUnit.SECONDS.toNanos(1) / running.rate());
        // A machine that was slow does not run after what it has missed.
        nextNanos = Math.max(nextNanos, now - interval) + interval;
        try {
            Optional<Luma> luma = running.next();
            if (luma.isEmpty()) {
                open();
            }
            return luma.map(plane -> new Frame(plane, 0, System.nanoTime()));
        } catch (IOException e) {
            throw new CameraFault("the film %s broke: %s".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        super.close();
        try {
            if (in.isPresent()) {
                in.get().close();
            }
        } catch (IOException e) {
            // It was only read.
        }
        in = Optional.empty();
        film = Optional.empty();
    }
}
