package dev.turnstone.admission.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.testing.Seeds;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShortCodeTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void whatIsPrintedCanBeTypedBackInAnyHand() {
        Seeds.each(500, random -> {
            ShortCode code = ShortCode.random(random);
            assertEquals(Optional.of(code), ShortCode.parse(code.printed()));
            assertEquals(Optional.of(code), ShortCode.parse(" " + code.text().toLowerCase(Locale.ROOT) + " "));
            assertEquals(
                    Optional.of(code),
                    ShortCode.parse(code.text().replace('0', 'O').replace('1', 'l')));
        });
    }

    @Test
    void everySingleWrongCharacterShows() {
        Seeds.each(20, random -> {
            String right = ShortCode.random(random).text();
            for (int at = 0; at < right.length(); at++) {
                for (int value = 0; value < ALPHABET.length(); value++) {
                    char wrong = ALPHABET.charAt(value);
                    if (wrong != right.charAt(at)) {
                        String typed = right.substring(0, at) + wrong + right.substring(at + 1);
                        assertTrue(ShortCode.parse(typed).isEmpty(), right + " typed as " + typed);
                    }
                }
            }
        });
    }

    @Test
    void everySwapOfNeighboursShows() {
        Seeds.each(500, random -> {
            String right = ShortCode.random(random).text();
            for (int at = 0; at + 1 < right.length(); at++) {
                if (right.charAt(at) != right.charAt(at + 1)) {
                    String typed =
                            right.substring(0, at) + right.charAt(at + 1) + right.charAt(at) + right.substring(at + 2);
                    assertTrue(ShortCode.parse(typed).isEmpty(), right + " typed as " + typed);
                }
            }
        });
    }

    /** 32·37 + 5 = 1189: digits 1 5 5 (32² + 5·32 + 5), and 1189 mod 37 = 5. */
    @Test
    void theCheckCharacterIsCrockfords() {
        assertEquals(Optional.of(new ShortCode("0000001555")), ShortCode.parse("0000001555"));
        assertTrue(ShortCode.parse("0000001554").isEmpty());
    }

    @Test
    void whatIsNoShortCodeIsRefused() {
        assertTrue(ShortCode.parse("").isEmpty());
        assertTrue(ShortCode.parse("000000000").isEmpty());
        assertTrue(ShortCode.parse("00000000000").isEmpty());
        assertTrue(ShortCode.parse("UUUUUUUUUU").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new ShortCode("0000000001"));
    }
}
