package dev.turnstone.kiosk.camera;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamDriver;
import dev.turnstone.kiosk.camera.Pictures.UnreadablePicture;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder as a camera: every picture in it is shown once, in the order of names, and so is every picture that is
 * put there later.
 */
public final class FolderDevice extends LumaDevice {
    private static final Logger log = LoggerFactory.getLogger(FolderDevice.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final int MOST_REMEMBERED = 100_000;

    private final Path folder;
    private final DropDevice lens;
    private final Set<String> seen = new HashSet<>();

    public FolderDevice(Path folder, Duration hold, BooleanSupplier attending) {
        super("folder", new Dimension(640, 480));
        this.folder = folder;
        this.lens = new DropDevice(hold, attending);
    }

    public WebcamDriver driver() {
        List<WebcamDevice> devices = List.of(this);
        return new SingleDeviceDriver(devices);
    }

    @Override
    public Optional<Frame> awaitFrame(Duration patience) throws InterruptedException {
        // Who stands there when the gate starts does not wait for its next look.
        if (seen.isEmpty()) {
            next().ifPresent(lens::drop);
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Frame> frame = lens.awaitFrame(LOOK_AGAIN.compareTo(patience) < 0 ? LOOK_AGAIN : patience);
            if (frame.isPresent()) {
                return frame;
            }
            next().ifPresent(lens::drop);
            if (System.nanoTime() - deadline >= 0) {
                return Optional.empty();
            }
        }
    }

    private Optional<Luma> next() {
        Optional<Path> file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.filter(path -> isPicture(path.getFileName().toString()))
                    .filter(path -> !seen.contains(path.getFileName().toString()))
                    .min(Path::compareTo);
        } catch (IOException e) {
            log.warn("The folder {} cannot be read: {}", folder, e.toString());
            return Optional.empty();
        }
        return file.flatMap(this::read);
    }

    private Optional<Luma> read(Path file) {
        if (seen.size() >= MOST_REMEMBERED) {
            return Optional.empty();
        }
        seen.add(file.getFileName().toString());
        try {
            return Optional.of(Pictures.read(Files.readAllBytes(file)));
        } catch (IOException | UnreadablePicture e) {
            log.warn("{} is passed over: {}", file.getFileName(), e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isPicture(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".png") || lower.endsWith(".jpg") || lower.endsWith(".jpeg");
    }
}
