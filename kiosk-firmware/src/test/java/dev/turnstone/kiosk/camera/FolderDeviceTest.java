package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDeviceTest {
    @Test
    void aPictureThatIsThereBeforeTheStartIsSeenAtTheFirstLook(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("phone.png"), QrPictures.png(QrPictures.code("PASS", 4)));
        FolderDevice camera = new FolderDevice(folder, Duration.ofSeconds(1), () -> false);

        assertTrue(camera.awaitFrame(Duration.ZERO).isPresent());
    }
}
