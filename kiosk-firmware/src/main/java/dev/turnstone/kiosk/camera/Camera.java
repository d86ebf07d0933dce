package dev.turnstone.kiosk.camera;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamDriver;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.KeyFault;
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
        VIDEO,
        V4L2,
        RPICAM
    }

    /** @param attending whether the gate is busy with a guest: dropped pictures wait for it */
    public static Camera of(Config config, BooleanSupplier attending) {
        Duration leftAfter = config.duration("left-after", Duration.ofMillis(1_500));
        return switch (config.choice("driver", Driver.class, Driver.V4L2)) {
            case DROP -> {
                DropDevice device = new DropDevice(config.duration("hold", DROP_HOLD), attending);
                yield new Camera(device(device.driver()), leftAfter, false, Optional.of(new DropRoutes(device)));
            }
            case FOLDER -> {
                Path folder = config.folder("folder", Path.of("frames"));
                FolderDevice device = new FolderDevice(folder, config.duration("hold", DROP_HOLD), attending);
                yield new Camera(device(device.driver()), leftAfter, false, Optional.empty());
            }
            case VIDEO -> {
                VideoDevice device = new VideoDevice(config.path("file"));
                yield new Camera(device(device.driver()), leftAfter, false, Optional.empty());
            }
            case V4L2 -> live(V4l2Device.of(wanted(config), choice(config)).driver(), leftAfter, config);
            case RPICAM -> live(new RpicamDevice(film(config)).driver(), leftAfter, config);
        };
    }

    private static RpicamDevice.Settings film(Config config) {
        int width = config.integer("width", 1_280, 320, 1_920);
        if (width % RpicamDevice.Settings.WIDTHS != 0) {
            throw config.fault(
                    new KeyFault("width", "rpicam films in widths that are a multiple of 64, such as 640 or 1280"));
        }
        int height = config.integer("height", 720, 240, 1_440);
        if (height % 2 != 0) {
            throw config.fault(new KeyFault("height", "rpicam films in even heights"));
        }
        return new RpicamDevice.Settings(
                config.text("program", "rpicam-vid"),
                width,
                height,
                config.integer("rate", 30, 5, 60),
                config.integer("number", 0, 0, 7));
    }

    private static Camera live(WebcamDriver driver, Duration leftAfter, Config config) {
        return new Camera(device(driver), leftAfter, config.flag("mirrored", true), Optional.empty());
    }

    private static CameraFinder.Wanted wanted(Config config) {
        Optional<Path> device = config.optionalText("device").map(said -> config.path("device"));
        Optional<String> card = config.optionalText("card");
        if (device.isPresent() && card.isPresent()) {
            throw config.fault(
                    new KeyFault("card", "device already says which camera it is; leave out one of the two"));
        }
        return device.<CameraFinder.Wanted>map(CameraFinder.Wanted.At::new)
                .or(() -> card.map(CameraFinder.Wanted.Card::new))
                .orElseGet(CameraFinder.Wanted.Any::new);
    }

    private static ModeChoice choice(Config config) {
        return new ModeChoice(
                config.integer("width", 1_280, 320, 1_920),
                config.integer("height", 720, 240, 1_440),
                config.integer("rate", 30, 5, 60),
                config.optionalText("format")
                        .map(said -> config.choice("format", PixelFormat.class, PixelFormat.GREY)));
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
