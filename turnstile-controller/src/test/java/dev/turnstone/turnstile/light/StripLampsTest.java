package dev.turnstone.turnstile.light;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.turnstile.barrier.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StripLampsTest {
    private static final Signals ENTRY = new Signals(new Lights(Light.GREEN, Light.RED), Level.LOW);

    private final List<byte[]> sent = new ArrayList<>();

    @Test
    void eachWayHasItsOwnPartOfTheStrip() {
        StripLamps strip = new StripLamps(sent::add, 2, 1);
        strip.show(ENTRY);
        assertEquals(List.of("green", "green", "red"), colours(sent.getFirst()));
    }

    @Test
    void aBitIsThreePulsesAndSilenceEndsThePicture() {
        StripLamps strip = new StripLamps(sent::add, 1, 0);
        strip.show(ENTRY);
        byte[] picture = sent.getFirst();
        // 0x50 is 01010000: 100 110 100 110 100 100 100 100.
        assertEquals("9a6924", HexFormat.of().formatHex(picture, 0, 3));
        assertEquals("924924", HexFormat.of().formatHex(picture, 3, 6));
        assertEquals(9 + StripLamps.SILENCE, picture.length);
        for (int at = 9; at < picture.length; at++) {
            assertEquals(0, picture[at]);
        }
    }

    @Test
    void aStripThatIsClosedIsDark() {
        StripLamps strip = new StripLamps(sent::add, 1, 1);
        strip.show(ENTRY);
        strip.close();
        assertEquals(List.of("dark", "dark"), colours(sent.getLast()));
    }

    @Test
    void aStripThatFailsStopsNobody() {
        StripLamps strip = new StripLamps(
                picture -> {
                    throw new IOException("no strip");
                },
                1,
                1);
        strip.show(ENTRY);
        strip.show(ENTRY);
        StripLamps.of(new StripSettings(Path.of("/dev/no-such-port"), 1, 1)).show(ENTRY);
    }

    @Test
    void severalLampsShowTheSame() {
        Lamps both = new AllLamps(List.of(new StripLamps(sent::add, 1, 0), new StripLamps(sent::add, 1, 0)));
        both.show(ENTRY);
        assertEquals(2, sent.size());
        assertArrayEquals(sent.get(0), sent.get(1));
    }

    /** What the lights would make of it. */
    private static List<String> colours(byte... picture) {
        List<String> colours = new ArrayList<>();
        for (int light = 0; light < (picture.length - StripLamps.SILENCE) / 9; light++) {
            String grb = "";
            for (int colour = 0; colour < 3; colour++) {
                int at = 9 * light + 3 * colour;
                int pulses = (picture[at] & 0xFF) << 16 | (picture[at + 1] & 0xFF) << 8 | (picture[at + 2] & 0xFF);
                int value = 0;
                for (int bit = 0; bit < 8; bit++) {
                    value |= (pulses >> (3 * bit) & 0b111) == 0b110 ? 1 << bit : 0;
                }
                grb += value > 0 ? "1" : "0";
            }
            colours.add(
                    switch (grb) {
                        case "100" -> "green";
                        case "010" -> "red";
                        case "110" -> "amber";
                        default -> "dark";
                    });
        }
        return colours;
    }
}
