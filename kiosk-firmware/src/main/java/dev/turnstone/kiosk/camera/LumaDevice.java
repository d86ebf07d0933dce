package dev.turnstone.kiosk.camera;

import com.github.sarxos.webcam.WebcamDevice;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A camera of ours behind Webcam Capture's SPI. The gate takes {@link #awaitFrame luma}; {@link #getImage} serves
 * whoever looks through Webcam Capture itself, and is the only place where a picture becomes a BufferedImage.
 */
public abstract class LumaDevice implements WebcamDevice {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String name;
    private final AtomicBoolean open = new AtomicBoolean();
    private volatile Dimension resolution;

    protected LumaDevice(String name, Dimension resolution) {
        this.name = name;
        this.resolution = resolution;
    }

    /** Waits for the next frame; empty when none came in time, which is no fault for a camera that waits for pictures. */
    public abstract Optional<Frame> awaitFrame(Duration patience) throws InterruptedException;

    /** Whether frames come by themselves, so that their absence is a fault. */
    public boolean streams() {
        return false;
    }

    @Override
    public final String getName() {
        return name;
    }

    @Override
    public Dimension[] getResolutions() {
        return new Dimension[] {resolution};
    }

    @Override
    public Dimension getResolution() {
        return resolution;
    }

    @Override
    public void setResolution(Dimension size) {
        resolution = size;
    }

    @Override
    public void open() {
        open.set(true);
    }

    @Override
    public void close() {
        open.set(false);
    }

    @Override
    public void dispose() {
        close();
    }

    @Override
    public boolean isOpen() {
        return open.get();
    }

    @Override
    @SuppressWarnings("NullAway") // Webcam Capture's contract: null when there is no picture.
    public BufferedImage getImage() {
        try {
            return awaitFrame(LOOK).map(frame -> Pictures.image(frame.luma())).orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
