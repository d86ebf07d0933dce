package dev.turnstone.turnstile.light;

import dev.turnstone.turnstile.barrier.Level;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A strip of WS2812 lights. They know one wire and no clock, so an SPI port draws their pulses: each bit of a colour is
 * three bits at 2.4 MHz, and silence ends a picture.
 *
 * <pre>
 * light   24 bits: green, red, blue, each with its highest bit first
 * bit     0 is 100, 1 is 110
 * end     90 zero bytes: 300 microseconds of silence
 * </pre>
 */
public final class StripLamps implements Lamps {
    static final int SILENCE = 90;
    private static final Logger LOG = LoggerFactory.getLogger(StripLamps.class);
    private static final int BYTES_A_LIGHT = 9;
    /** Bright enough in daylight, and a third of what a strip could draw. */
    private static final int BRIGHT = 0x50;

    private final Wire wire;
    private final int in;
    private final int out;
    private boolean failed;

    /** Where a picture goes. */
    @FunctionalInterface
    interface Wire extends AutoCloseable {
        void send(byte... picture) throws IOException;

        @Override
        default void close() {}
    }

    StripLamps(Wire wire, int in, int out) {
        this.wire = wire;
        this.in = in;
        this.out = out;
    }

    public static StripLamps of(StripSettings settings) {
        return new StripLamps(new Spidev(settings.device()), settings.in(), settings.out());
    }

    @Override
    public void show(Signals signals) {
        try {
            wire.send(picture(signals.lights()));
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn("The strip cannot be lit: {}", e.getMessage());
            }
            failed = true;
        }
    }

    @Override
    public void close() {
        show(new Signals(new Lights(Light.DARK, Light.DARK), Level.LOW));
        wire.close();
    }

    byte[] picture(Lights lights) {
        byte[] picture = new byte[(in + out) * BYTES_A_LIGHT + SILENCE];
        byte[] one = light(lights.in());
        for (int at = 0; at < in + out; at++) {
            if (at == in) {
                one = light(lights.out());
            }
            System.arraycopy(one, 0, picture, at * BYTES_A_LIGHT, BYTES_A_LIGHT);
        }
        return picture;
    }

    private static byte[] light(Light light) {
        return switch (light) {
            case RED -> drawn(0, BRIGHT, 0);
            case AMBER -> drawn(BRIGHT / 2, BRIGHT, 0);
            case GREEN -> drawn(BRIGHT, 0, 0);
            case DARK -> drawn(0, 0, 0);
        };
    }

    private static byte[] drawn(int green, int red, int blue) {
        byte[] drawn = new byte[BYTES_A_LIGHT];
        int[] colours = {green, red, blue};
        for (int i = 0; i < colours.length; i++) {
            int pulses = 0;
            for (int bit = 7; bit >= 0; bit--) {
                pulses = (pulses << 3) | ((colours[i] >> bit & 1) == 1 ? 0b110 : 0b100);
            }
            drawn[3 * i] = (byte) (pulses >> 16);
            drawn[3 * i + 1] = (byte) (pulses >> 8);
            drawn[3 * i + 2] = (byte) pulses;
        }
        return drawn;
    }
}
