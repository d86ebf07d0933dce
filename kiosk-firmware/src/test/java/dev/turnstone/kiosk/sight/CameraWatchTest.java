package dev.turnstone.kiosk.sight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.camera.QrPictures;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class CameraWatchTest {
    private static final long FRAME = Duration.ofMillis(33).toNanos();
    private static final long STALLED = CameraWatch.STALLED_AFTER.toNanos();
    private static final long COVERED = CameraWatch.COVERED_AFTER.toNanos();
    private static final Luma LOBBY = QrPictures.blank(640, 480);

    private final CameraWatch watch = new CameraWatch(true);
    private long now = -5;

    @Test
    void aCameraThatFilmsIsClear() {
        assertInstanceOf(View.Opening.class, watch.view());
        watch.opened(now);
        films(LOBBY, FRAME);

        assertInstanceOf(View.Clear.class, watch.view());
        assertTrue(watch.view().sees());
    }

    @Test
    void aStreamThatFallsSilentHasStalled() {
        watch.opened(now);
        assertFalse(watch.stalled(now + STALLED), "the first frame takes longer");
        assertTrue(watch.stalled(now + CameraWatch.FIRST_FRAME_WITHIN.toNanos()));
        films(LOBBY, FRAME);

        assertFalse(watch.stalled(now + STALLED - 1));
        assertTrue(watch.stalled(now + STALLED));
    }

    @Test
    void aCameraThatWaitsForPicturesNeverStallsAndIsNeverCovered() {
        CameraWatch drop = new CameraWatch(false);
        drop.opened(0);
        drop.saw(grey(5), 0);
        drop.saw(grey(5), 2 * COVERED);

        assertFalse(drop.stalled(Duration.ofDays(1).toNanos()));
        assertInstanceOf(View.Clear.class, drop.view());
    }

    @Test
    void whatIsDarkForAWhileIsCoveredUntilThereIsLight() {
        watch.opened(now);
        films(grey(8), COVERED - 2 * FRAME);
        assertInstanceOf(View.Clear.class, watch.view());
        films(grey(8), Duration.ofSeconds(1).toNanos());
        assertInstanceOf(View.Covered.class, watch.view());
        assertFalse(watch.view().sees());
        films(LOBBY, Duration.ofSeconds(1).toNanos());

        assertInstanceOf(View.Clear.class, watch.view());
    }

    @Test
    void aThumbInALitRoomAndTheNoiseOfABlackFrameAreNothingToSee() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        byte[] noise = new byte[640 * 480];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt(0, 36);
        }

        assertTrue(Light.of(Luma.packed(noise, 640, 480)).nothingToSee());
        assertTrue(Light.of(grey(120)).nothingToSee());
        assertFalse(Light.of(LOBBY).nothingToSee());
        assertFalse(Light.of(QrPictures.code("DIM 1", 6, 20, 60)).nothingToSee());
    }

    @Test
    void aCameraThatIsOpenedInVainAgainAndAgainIsMissingAllTheWhile() {
        watch.opened(now);
        films(LOBBY, FRAME);
        watch.failed("it is gone");
        assertEquals(new View.Missing("it is gone"), watch.view());
        watch.opened(now);
        assertEquals(new View.Missing("it is gone"), watch.view());
        films(LOBBY, FRAME);

        assertInstanceOf(View.Clear.class, watch.view());
    }

    @Test
    void lampsAndDarkScreensAreToldApart() {
        Luma code = QrPictures.code("LIGHT 1", 6);
        assertEquals(Trouble.UNREADABLE, Trouble.of(Light.of(code, inner(code))));
        assertEquals(Trouble.DIM, Trouble.of(Light.of(QrPictures.code("LIGHT 1", 6, 5, 70))));

        byte[] lit = code.pixels().clone();
        for (int y = code.height() / 3; y < code.height() * 2 / 3; y++) {
            Arrays.fill(lit, y * code.width() + code.width() / 3, y * code.width() + code.width() * 2 / 3, (byte) 255);
        }
        assertEquals(Trouble.GLARE, Trouble.of(Light.of(Luma.packed(lit, code.width(), code.height()), inner(code))));
    }

    /** Without the quiet zone, which is as light as a lamp. */
    private static Region inner(Luma code) {
        return new Region(24, 24, code.width() - 48, code.height() - 48);
    }

    private void films(Luma luma, long nanos) {
        long end = now + nanos;
        while (now < end) {
            now += FRAME;
            watch.saw(luma, now);
        }
    }

    private static Luma grey(int brightness) {
        byte[] pixels = new byte[64 * 48];
        Arrays.fill(pixels, (byte) brightness);
        return Luma.packed(pixels, 64, 48);
    }
}
