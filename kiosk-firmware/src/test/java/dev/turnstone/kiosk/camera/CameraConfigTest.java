package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.SchemaFile;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says of its camera, against the schema that describes it. */
class CameraConfigTest {
    private static final SchemaFile SCHEMA =
            SchemaFile.named("/dev/turnstone/kiosk/camera/camera.schema.json", "camera");
    private static final String V4L2 = """
            camera:
              driver: v4l2
              device: /dev/v4l/by-id/usb-camera-video-index0
              width: 640
              height: 480
              rate: 30
              format: yuyv
            """;
    private static final String RPICAM = """
            camera:
              driver: rpicam
              program: libcamera-vid
              number: 1
              width: 640
              height: 480
              mirrored: false
            """;
    private static final String FOLDER = "camera: {driver: folder, folder: frames, hold: 1s, left-after: 2s}\n";
    private static final String VIDEO = "camera: {driver: video, file: film.y4m}\n";
    private static final String DROP = "camera: {driver: drop}\n";

    @TempDir
    private Path folder;

    @Test
    void everyKeyThatIsReadIsDescribedAndEveryKeyThatIsDescribedIsRead() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String file : List.of(V4L2, RPICAM, FOLDER, VIDEO, DROP)) {
            Config config = config(file);
            Camera.of(config.section("camera"), () -> false);
            config.asked().stream()
                    .map(key -> key.substring("camera.".length()))
                    .forEach(read::add);
        }
        Set<String> described = new TreeSet<>();
        SCHEMA.json().get("properties").fieldNames().forEachRemaining(described::add);
        assertEquals(described, read);
    }

    @Test
    void whatTheGateTakesTheSchemaTakes() throws IOException {
        String shipped = Files.readString(Path.of("src/main/conf/kiosk.yaml"));
        for (String file : List.of(shipped, V4L2, RPICAM, FOLDER, VIDEO, DROP)) {
            Config config = config(file);
            Camera.of(config.section("camera"), () -> false);
            assertEquals(Set.of(), SCHEMA.faults(file));
        }
    }

    @Test
    void theSchemaRefusesWhatIsMisspeltAndWhatIsNoChoice() throws IOException {
        assertEquals(1, SCHEMA.faults(V4L2.replace("rate:", "fps:")).size());
        assertEquals(1, SCHEMA.faults(V4L2.replace("yuyv", "rgb")).size());
    }

    @Test
    void aFaultIsToldByLineAndReason() {
        assertEquals(
                "kiosk.yaml line 8: camera.card: device already says which camera it is; leave out one of the two",
                refused(V4L2 + "  card: C920\n"));
        assertEquals(
                "camera.format must be one of grey, nv12, yu12, yuyv, uyvy, mjpg, but is \"rgb\" in kiosk.yaml line 7.",
                refused(V4L2.replace("yuyv", "rgb")));
        assertEquals(
                "kiosk.yaml line 5: camera.width: rpicam films in widths that are a multiple of 64, such as 640 or 1280",
                refused(RPICAM.replace("640", "800")));
        assertEquals(
                "kiosk.yaml line 6: camera.height: rpicam films in even heights",
                refused(RPICAM.replace("480", "481")));
        assertTrue(refused(V4L2.replace("v4l2", "usb")).contains("kiosk.yaml line 2"));
    }

    @Test
    void eachDriverIsTheOneThatIsNamed() throws IOException {
        assertInstanceOf(V4l2Device.class, camera(V4L2).device());
        assertInstanceOf(RpicamDevice.class, camera(RPICAM).device());
        assertInstanceOf(FolderDevice.class, camera(FOLDER).device());
        assertInstanceOf(VideoDevice.class, camera(VIDEO).device());
        assertTrue(camera(DROP).routes().isPresent());
        assertInstanceOf(V4l2Device.class, camera("camera: {card: C920}\n").device());
        assertTrue(camera(V4L2).mirrored()
                && !camera(RPICAM).mirrored()
                && !camera(DROP).mirrored());
    }

    private Camera camera(String yaml) throws IOException {
        return Camera.of(config(yaml).section("camera"), () -> false);
    }

    private String refused(String yaml) {
        ConfigException refused = assertThrows(ConfigException.class, () -> camera(yaml));
        return String.valueOf(refused.getMessage()).replace(folder + "/", "");
    }

    private Config config(String yaml) throws IOException {
        return Config.load(Files.writeString(folder.resolve("kiosk.yaml"), yaml), Map.of());
    }
}
