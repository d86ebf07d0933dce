package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoDeviceTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void aFilmIsShownOverAndOver() throws Exception {
        VideoDevice camera = device(film("F200:1 C420jpeg", 8, 10, 20, 30));
        camera.open();
        StringBuilder seen = new StringBuilder();
        while (seen.length() < 2 * 3 * 2) {
            camera.awaitFrame(LONG).ifPresent(frame -> seen.append(frame.luma().at(3, 2)));
        }

        assertEquals("102030102030", seen.toString());
        camera.close();
        assertThrows(CameraFault.class, () -> camera.awaitFrame(LONG));
    }

    @Test
    void aFrameThatIsNotDueIsNotShown() throws Exception {
        VideoDevice camera = device(film("F1:1000 Cmono", 0, 10, 20));
        camera.open();
        assertTrue(camera.awaitFrame(LONG).isPresent());

        assertEquals(Optional.empty(), camera.awaitFrame(Duration.ofMillis(1)));
        camera.close();
    }

    @Test
    void filmsInAllKindsOfColoursAreRead() throws Exception {
        for (String kind : new String[] {"C420mpeg2", "C422", "C444", "Cmono", "Ip"}) {
            byte[] bytes = Files.readAllBytes(film("F30:1 " + kind, colours(kind), 10, 20));
            Y4m film = Y4m.open(new ByteArrayInputStream(bytes));
            assertEquals(10, film.next().orElseThrow().at(0, 0), kind);
            assertEquals(20, film.next().orElseThrow().at(0, 0), kind);
            assertEquals(Optional.empty(), film.next(), kind);

            Y4m cut = Y4m.open(new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length - 1)));
            assertTrue(cut.next().isPresent(), kind);
            assertEquals(Optional.empty(), cut.next(), kind);
        }
    }

    @Test
    void whatIsNoFilmIsToldWithHowToMakeOne() throws IOException {
        for (String head : new String[] {
            "RIFF",
            "YUV4MPEG2 W0 H3 F30:1",
            "YUV4MPEG2 W4 Hx F30:1",
            "YUV4MPEG2 W4 H3 F30",
            "YUV4MPEG2 W4 H3 F0:1",
            "YUV4MPEG2 W4 H3 F30:1 C420p10",
            "YUV4MPEG2 W4 H3 F30:1 C411",
            "YUV4MPEG2 W99999 H99999 F30:1"
        }) {
            Path file = Files.writeString(folder.resolve("film.y4m"), head + "\n");
            CameraFault fault =
                    assertThrows(CameraFault.class, () -> device(file).open(), head);
            assertTrue(String.valueOf(fault.getMessage()).contains("make one with ffmpeg"), head);
        }
        assertThrows(CameraFault.class, () -> device(folder.resolve("none.y4m")).open());
    }

    /** Of a frame of 4×3. */
    private static int colours(String kind) {
        return switch (kind) {
            case "C422" -> 12;
            case "C444" -> 24;
            case "Cmono" -> 0;
            default -> 8;
        };
    }

    private VideoDevice device(Path file) {
        return new VideoDevice(file);
    }

    private Path film(String words, int colours, int... brightnesses) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("YUV4MPEG2 W4 H3 " + words + "\n").getBytes(StandardCharsets.US_ASCII));

        for (int brightness : brightnesses) {
            out.writeBytes("FRAME\n".getBytes(StandardCharsets.US_ASCII));
            byte[] plane = new byte[12];
            Arrays.fill(plane, (byte) brightness);
            out.writeBytes(plane);
            out.writeBytes(new byte[colours]);
        }
        return Files.write(folder.resolve("film.y4m"), out.toByteArray());
    }
}
