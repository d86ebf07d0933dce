package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModeChoiceTest {
    private static final ModeChoice USUAL = new ModeChoice(1_280, 720, 30, Optional.empty());

    @Test
    void theSizeThatIsWishedForIsTakenInTheFormatThatCostsLeast() {
        Mode grey = mode(PixelFormat.GREY, 1_280, 720, 30);

        assertEquals(
                Optional.of(grey),
                USUAL.of(List.of(
                        mode(PixelFormat.MJPG, 1_280, 720, 30),
                        mode(PixelFormat.YUYV, 1_280, 720, 30),
                        grey,
                        mode(PixelFormat.NV12, 1_920, 1_080, 30))));
    }

    @Test
    void aUsualCameraThatIsSlowUnlessItPacksIsRunPacked() {
        // What USB 2 carries: large frames slowly, or packed.
        Mode packed = mode(PixelFormat.MJPG, 1_280, 720, 30);

        assertEquals(
                Optional.of(packed),
                USUAL.of(
                        List.of(mode(PixelFormat.YUYV, 640, 480, 30), mode(PixelFormat.YUYV, 1_280, 720, 10), packed)));
    }

    @Test
    void aSmallFrameThatComesOftenBeatsALargeOneThatComesSeldom() {
        Mode often = mode(PixelFormat.YUYV, 640, 480, 30);

        assertEquals(Optional.of(often), USUAL.of(List.of(mode(PixelFormat.YUYV, 1_280, 720, 5), often)));
    }

    @Test
    void noCameraIsRunLargerThanNeeded() {
        Mode enough = mode(PixelFormat.YUYV, 1_280, 720, 30);

        assertEquals(Optional.of(enough), USUAL.of(List.of(mode(PixelFormat.YUYV, 3_840, 2_160, 30), enough)));
    }

    @Test
    void theFormatThatIsConfiguredIsTheOnlyOneTaken() {
        ModeChoice packed = new ModeChoice(640, 480, 30, Optional.of(PixelFormat.MJPG));

        assertEquals(Optional.empty(), packed.of(List.of(mode(PixelFormat.YUYV, 640, 480, 30))));
    }

    @Test
    void framesTooSmallForAPassAreNotTaken() {
        assertEquals(Optional.empty(), USUAL.of(List.of(mode(PixelFormat.GREY, 160, 120, 30))));
        assertEquals(Optional.empty(), USUAL.of(List.of()));
    }

    @Test
    void aCameraThatDoesNotSayHowFastItIsIsTaken() {
        Mode silent = new Mode(PixelFormat.YUYV, 640, 480, 0, 1);

        assertEquals(Optional.of(silent), USUAL.of(List.of(silent)));
        assertEquals("YUYV 640×480", silent.toString());
        assertEquals(
                "YUYV 640×480 at 30/s", mode(PixelFormat.YUYV, 640, 480, 30).toString());
    }

    private static Mode mode(PixelFormat format, int width, int height, int rate) {
        return new Mode(format, width, height, 1, rate);
    }
}
