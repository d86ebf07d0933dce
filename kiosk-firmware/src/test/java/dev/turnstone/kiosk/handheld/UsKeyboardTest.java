package dev.turnstone.kiosk.handheld;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsKeyboardTest {
    private static final int SHIFT = 42;
    private static final int SPACE = 57;

    private final UsKeyboard keyboard = new UsKeyboard();

    @Test
    void everyLetterOfAPassIsWrittenByItsKey() {
        // The alphabet of Base45, and the keys that the kernel's header gives for it.
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        int[] keys = {
            11, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 48, 46, 32, 18, 33, 34, 35, 23, 36, 37, 38, 50, 49, 24, 25, 16, 19, 31,
            20, 22, 47, 17, 45, 21, 44, 57, 5, 6, 9, 13, 12, 52, 53, 39
        };
        String shifted = "ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+:";
        assertEquals(alphabet.length(), keys.length);
        for (int i = 0; i < keys.length; i++) {
            boolean shift = shifted.indexOf(alphabet.charAt(i)) >= 0;
            press(SHIFT, shift);
            assertEquals(Optional.of(alphabet.charAt(i)), keyboard.key(keys[i], true), "key " + keys[i]);
            assertEquals(Optional.empty(), keyboard.key(keys[i], false));
        }
    }

    @Test
    void eachShiftKeyHoldsOnItsOwn() {
        press(SHIFT, true);
        press(54, true);
        press(SHIFT, false);
        assertEquals(Optional.of('A'), keyboard.key(30, true));
        press(54, false);

        assertEquals(Optional.of('a'), keyboard.key(30, true));
    }

    @Test
    void capitalsAreOfLettersAlone() {
        press(58, true);
        press(58, false);
        assertEquals(Optional.of('Q'), keyboard.key(16, true));
        assertEquals(Optional.of('4'), keyboard.key(5, true));
        press(SHIFT, true);
        assertEquals(Optional.of('q'), keyboard.key(16, true));
        assertEquals(Optional.of('$'), keyboard.key(5, true));
    }

    @Test
    void theKeypadAndWhatEndsALineAreKnownAndOtherKeysWriteNothing() {
        assertEquals(Optional.of('7'), keyboard.key(71, true));
        assertEquals(Optional.of('.'), keyboard.key(83, true));
        assertEquals(Optional.of('/'), keyboard.key(98, true));
        assertEquals(Optional.of('\r'), keyboard.key(28, true));
        assertEquals(Optional.of('\r'), keyboard.key(96, true));
        assertEquals(Optional.of('\t'), keyboard.key(15, true));
        assertEquals(Optional.of(' '), keyboard.key(SPACE, true));
        for (int silent : new int[] {0, 1, 14, 29, 56, 59, 84, 103, 600}) {
            assertEquals(Optional.empty(), keyboard.key(silent, true), "key " + silent);
        }
    }

    private void press(int key, boolean down) {
        assertEquals(Optional.empty(), keyboard.key(key, down));
    }
}
