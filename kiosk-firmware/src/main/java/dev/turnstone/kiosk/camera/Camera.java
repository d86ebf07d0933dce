package dev.turnstone.kiosk.camera;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamDriver;
import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.config.Config;
import io.helidon.webserver.http.HttpService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The camera that the configuration names.
 *
 * @param leftAfter how long a code must be out of its view to have left
 * @param mirrored whether guests see themselves in it as in a mirror
 * @param routes what it needs to be served under the gate's address
 */
public record Camera(LumaDevice device, Duration leftAfter, boolean mirrored, Optional<HttpService> routes) {
    private static final Duration DROP_HOLD = Duration.ofMillis(600);

    private enum Driver {
        DROP,
        FOLDER,
        V4L2,
        RPICAM
    }

    /** @param attending whether the gate is busy with a guest: dropped pictures wait for it */
    public static Camera of(Config config, BooleanSupplier attending) {
        Duration hold = config.duration("hold", DROP_HOLD);
        Duration leftAfter = config.duration("left-after", Duration.ofMillis(1_500));
        return switch (config.choice("driver", Driver.class, Driver.V4L2)) {
            case DROP -> {
                DropDevice device = new DropDevice(hold, attending);
                yield new Camera(device(device.driver()), leftAfter, false, Optional.of(new DropRoutes(device)));
            }
            case FOLDER -> {
                Path folder = config.folder("folder", Path.of("frames"));
                FolderDevice device = new FolderDevice(folder, hold, attending);
                yield new Camera(device(device.driver()), leftAfter, false, Optional.empty());
            }
            case V4L2, RPICAM ->
                throw new StartFailure(
                        "camera.driver: this version has no driver for real cameras yet.", "Use drop or folder.");
        };
    }

    /** A gate has one camera: the driver's first. */
    private static LumaDevice device(WebcamDriver driver) {
        WebcamDevice first = driver.getDevices().getFirst();
        if (first instanceof LumaDevice device) {
            return device;
        }
        throw new IllegalArgumentException(first.getName() + " gives no luma");
    }
}
