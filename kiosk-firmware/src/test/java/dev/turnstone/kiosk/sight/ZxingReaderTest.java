package dev.turnstone.kiosk.sight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.camera.Pictures;
import dev.turnstone.kiosk.camera.QrPictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ZxingReaderTest {
    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private final ZxingReader reader = new ZxingReader();

    @Test
    void aTextOfAPassesSizeIsReadWithItsSpacesAtBothEnds() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int length : new int[] {119, 143, 170}) {
            StringBuilder text = new StringBuilder(" ");
            while (text.length() < length - 1) {
                text.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
            }
            text.append(' ');

            assertEquals(
                    Optional.of(text.toString()), reader.read(QrPictures.code(text.toString(), 5)), "seed " + seed);
        }
    }

    @Test
    void lightModulesOnADarkScreenAreRead() {
        assertEquals(Optional.of("INVERTED 1"), reader.read(QrPictures.code("INVERTED 1", 6, 240, 10)));
    }

    @Test
    void aDimScreenIsRead() {
        assertEquals(Optional.of("DIM 1"), reader.read(QrPictures.code("DIM 1", 6, 20, 60)));
    }

    @Test
    void aPlaneWithPaddedRowsIsRead() {
        Luma tight = QrPictures.code("PADDED 1", 4);
        int stride = tight.width() + 37;
        byte[] pixels = new byte[stride * tight.height()];
        for (int y = 0; y < tight.height(); y++) {
            System.arraycopy(tight.pixels(), y * tight.width(), pixels, y * stride, tight.width());
        }

        assertEquals(Optional.of("PADDED 1"), reader.read(new Luma(pixels, tight.width(), tight.height(), stride)));
    }

    @Test
    void aPictureWithoutACodeGivesNothing() {
        assertEquals(Optional.empty(), reader.read(QrPictures.blank(640, 480)));
    }

    @Test
    void photographsAreReadAsOftenAsZxingReadsThemWithoutUs() throws Exception {
        Path photographs =
                Path.of(System.getenv().getOrDefault("TURNSTONE_TEST_DATA", "")).resolve("qr-public");
        Assumptions.assumeTrue(
                Files.exists(photographs.resolve("index.tsv")),
                "no photographs: set TURNSTONE_TEST_DATA to the folder that holds qr-public");
        int read = 0;
        List<String> rows = Files.readAllLines(photographs.resolve("index.tsv")).stream()
                .skip(1)
                .toList();
        for (String row : rows) {
            Luma picture = Pictures.read(Files.readAllBytes(photographs.resolve(row.split("\t", 2)[0])));
            if (reader.read(picture).isPresent()) {
                read++;
            }
        }

        assertTrue(read >= rows.size() * 80 / 100, read + " of " + rows.size() + " read");
    }
}
