package dev.turnstone.kiosk.camera;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamDriver;
import java.awt.Dimension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A camera module of a Raspberry Pi. Only the Pi's own programs know how to expose and to balance its picture, so
 * {@code rpicam-vid} films, and we read its pipe.
 */
public final class RpicamDevice extends LumaDevice {
    private final Settings settings;
    private volatile Optional<RpicamPipe> pipe = Optional.empty();

    /**
     * @param program {@code rpicam-vid}, or its older name {@code libcamera-vid}
     * @param width a multiple of 64, so that rows carry no padding
     * @param number which of the modules, as {@code rpicam-vid --list-cameras} counts them
     */
    record Settings(String program, int width, int height, int rate, int number) {
        static final int WIDTHS = 64;

        Settings {
            if (width % WIDTHS != 0 || height % 2 != 0) {
                throw new IllegalArgumentException("no film of " + width + "×" + height);
            }
        }

        List<String> command() {
            return List.of(
                    program,
                    "--nopreview",
                    "--timeout=0",
                    "--codec=yuv420",
                    "--width=" + width,
                    "--height=" + height,
                    "--framerate=" + rate,
                    "--camera=" + number,
                    "--flush",
                    "--output=-");
        }
    }

    RpicamDevice(Settings settings) {
        super("rpicam", new Dimension(settings.width, settings.height));
        this.settings = settings;
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
    public void open() {
        if (pipe.isEmpty()) {
            pipe = Optional.of(RpicamPipe.start(settings));
            super.open();
        }
    }

    @Override
    public Optional<Frame> awaitFrame(Duration patience) throws InterruptedException {
        return pipe.orElseThrow(() -> new CameraFault("the camera is closed")).newest(patience);
    }

    @Override
    public void close() {
        super.close();
        pipe.ifPresent(RpicamPipe::close);
        pipe = Optional.empty();
    }
}
