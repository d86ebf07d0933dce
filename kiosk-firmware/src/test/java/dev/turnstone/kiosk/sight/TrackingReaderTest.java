package dev.turnstone.kiosk.sight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.camera.QrPictures;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrackingReaderTest {
    private static final Luma CODE = QrPictures.code("TRACKED 1", 4);

    private final TrackingReader reader = new TrackingReader(new ZxingReader());

    @Test
    void aCodeIsFoundWhereItIsAndFollowedAsItMoves() {
        for (int step = 0; step < 8; step++) {
            Luma frame = pasted(CODE, 100 + step * 30, 200 - step * 10);

            Code code = assertInstanceOf(Look.Found.class, reader.look(frame)).code();
            assertEquals("TRACKED 1", code.text());
            assertSpans(code.where(), 100 + step * 30, 200 - step * 10);
        }
    }

    @Test
    void aCodeThatJumpsAwayIsFoundInTheWholePicture() {
        reader.look(pasted(CODE, 0, 0));

        assertEquals(Optional.of("TRACKED 1"), reader.read(pasted(CODE, 450, 300)));
        assertEquals(Optional.empty(), reader.read(QrPictures.blank(640, 480)));
    }

    @Test
    void aPictureOfAnotherSizeIsLookedAtAfresh() {
        reader.look(pasted(CODE, 450, 300));

        assertEquals(Optional.of("TRACKED 1"), reader.read(CODE));
    }

    @Test
    void aSecondCodeBesideTheFirstIsSeenAndTheSameOneTwiceIsOne() {
        Luma two = pasted(CODE, 20, 50);
        Code first = assertInstanceOf(Look.Found.class, reader.look(two)).code();
        assertEquals(Optional.empty(), reader.beside(first, two));
        paste(QrPictures.code("TRACKED 2", 4), two, 300, 200);
        Code found = assertInstanceOf(Look.Found.class, reader.look(two)).code();
        String other = found.text().equals("TRACKED 1") ? "TRACKED 2" : "TRACKED 1";

        assertEquals(Optional.of(other), reader.beside(found, two));
    }

    @Test
    void thePatientReaderSaysWhereItFoundWhatItHadToEnlargeOrReduce() {
        PatientReader patient = new PatientReader();
        Luma large = pasted(QrPictures.code("TRACKED 1", 5), 700, 400, 1_280, 900);
        Region where =
                assertInstanceOf(Look.Found.class, patient.look(large)).code().where();

        assertTrue(where.x() > 680 && where.y() > 380 && where.within(large), where.toString());
    }

    private static void assertSpans(Region where, int x, int y) {
        int side = CODE.width();
        assertTrue(
                where.x() >= x - 8
                        && where.y() >= y - 8
                        && where.x() <= x + 24
                        && where.y() <= y + 24
                        && where.x() + where.width() >= x + side - 24
                        && where.y() + where.height() >= y + side - 24,
                () -> where + " spans no code at " + x + "," + y);
    }

    private static Luma pasted(Luma code, int x, int y) {
        return pasted(code, x, y, 640, 480);
    }

    private static Luma pasted(Luma code, int x, int y, int width, int height) {
        byte[] pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) 180);
        Luma frame = Luma.packed(pixels, width, height);
        paste(code, frame, x, y);
        return frame;
    }

    private static void paste(Luma code, Luma onto, int x, int y) {
        for (int row = 0; row < code.height(); row++) {
            System.arraycopy(
                    code.pixels(), row * code.width(), onto.pixels(), (y + row) * onto.width() + x, code.width());
        }
    }
}
