package dev.turnstone.kiosk.sight;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.camera.QrPictures;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class MotionGateTest {
    private final MotionGate gate = new MotionGate(Duration.ofMillis(500));
    private final Luma lobby = QrPictures.blank(640, 480);

    @Test
    void anEmptyLobbyIsLookedAtNowAndThen() {
        assertTrue(gate.lets(frame(lobby, 0)));
        assertFalse(gate.lets(frame(lobby, 33)));
        assertFalse(gate.lets(frame(lobby, 499)));
        assertTrue(gate.lets(frame(lobby, 500)));
    }

    @Test
    void aSensorsNoiseIsNoMotion() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        gate.lets(frame(lobby, 0));
        byte[] noisy = lobby.pixels().clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = (byte) Math.clamp((noisy[i] & 0xFF) + random.nextInt(13) - 6, 0, 255);
        }

        assertFalse(gate.lets(frame(Luma.packed(noisy, 640, 480), 33)), "seed " + seed);
    }

    @Test
    void aPhoneThatComesIntoViewIsSeenAtOnce() {
        gate.lets(frame(lobby, 0));
        Luma code = QrPictures.code("PHONE", 4);
        byte[] pixels = lobby.pixels().clone();
        for (int y = 0; y < code.height(); y++) {
            System.arraycopy(code.pixels(), y * code.width(), pixels, (100 + y) * 640 + 200, code.width());
        }

        assertTrue(gate.lets(frame(Luma.packed(pixels, 640, 480), 33)));
    }

    @Test
    void anotherSceneIsAlwaysLookedAt() {
        gate.lets(frame(lobby, 0));

        assertTrue(gate.lets(new Frame(lobby, 1, 1)));
    }

    private static Frame frame(Luma luma, long millis) {
        return new Frame(luma, 0, Duration.ofMillis(millis).toNanos());
    }
}
