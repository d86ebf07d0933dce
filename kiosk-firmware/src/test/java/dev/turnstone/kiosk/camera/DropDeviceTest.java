package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.sarxos.webcam.Webcam;
import com.github.sarxos.webcam.WebcamDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropDeviceTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(5);

    @Test
    void aDroppedPictureIsHeldBeforeTheLensInSeveralFramesOfOneScene() throws Exception {
        DropDevice camera = new DropDevice(Duration.ofSeconds(30), () -> false);
        assertTrue(camera.drop(QrPictures.blank(8, 8)));

        Frame first = camera.awaitFrame(LONG).orElseThrow();
        Frame second = camera.awaitFrame(LONG).orElseThrow();

        assertEquals(first.scene(), second.scene());
        assertTrue(second.takenNanos() > first.takenNanos());
    }

    @Test
    void theSamePictureDroppedAgainIsAnotherScene() throws Exception {
        DropDevice camera = new DropDevice(Duration.ofNanos(1), () -> false);
        Luma picture = QrPictures.blank(8, 8);
        camera.drop(picture);
        camera.drop(picture);

        assertNotEquals(
                camera.awaitFrame(LONG).orElseThrow().scene(),
                camera.awaitFrame(LONG).orElseThrow().scene());
    }

    @Test
    void theNextPictureWaitsWhileAGuestIsAttendedTo() throws Exception {
        AtomicBoolean attending = new AtomicBoolean(true);
        DropDevice camera = new DropDevice(LONG, attending::get);
        camera.drop(QrPictures.blank(8, 8));

        assertEquals(Optional.empty(), camera.awaitFrame(SHORT));
        attending.set(false);
        assertTrue(camera.awaitFrame(LONG).isPresent());
    }

    @Test
    void afterTheHoldTheViewIsEmpty() throws Exception {
        DropDevice camera = new DropDevice(Duration.ofNanos(1), () -> false);
        camera.drop(QrPictures.blank(8, 8));

        assertTrue(camera.awaitFrame(LONG).isPresent());
        assertEquals(Optional.empty(), camera.awaitFrame(SHORT));
    }

    @Test
    void aLineThatIsTooLongTurnsThePictureAway() {
        DropDevice camera = new DropDevice(LONG, () -> true);
        for (int i = 0; i < DropDevice.LINE; i++) {
            assertTrue(camera.drop(QrPictures.blank(8, 8)));
        }

        assertFalse(camera.drop(QrPictures.blank(8, 8)));
    }

    @Test
    void webcamCaptureFindsAndOpensIt() {
        DropDevice camera = new DropDevice(LONG, () -> false);
        camera.drop(QrPictures.blank(8, 8));
        List<WebcamDevice> devices = camera.driver().getDevices();

        assertEquals("drop", devices.getFirst().getName());
        Webcam.setDriver(camera.driver());
        try {
            assertEquals(8, devices.getFirst().getImage().getWidth());
        } finally {
            Webcam.resetDriver();
        }
    }

    @Test
    void aFolderShowsItsPicturesOnceInTheOrderOfTheirNames(@TempDir Path folder) throws Exception {
        write(folder.resolve("b.png"), 20);
        write(folder.resolve("a.png"), 10);
        Files.writeString(folder.resolve("c.png"), "no picture");
        Files.writeString(folder.resolve("notes.txt"), "not for the camera");
        FolderDevice camera = new FolderDevice(folder, Duration.ofNanos(1), () -> false);

        assertEquals(10, camera.awaitFrame(LONG).orElseThrow().luma().width());
        assertEquals(20, camera.awaitFrame(LONG).orElseThrow().luma().width());
        assertEquals(Optional.empty(), camera.awaitFrame(SHORT));

        write(folder.resolve("d.png"), 30);
        assertEquals(30, camera.awaitFrame(LONG).orElseThrow().luma().width());
    }

    private static void write(Path file, int width) throws Exception {
        assertTrue(ImageIO.write(Pictures.image(QrPictures.blank(width, 8)), "png", file.toFile()));
    }
}
