package dev.turnstone.admission.pass;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.testing.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base45Test {

    @ParameterizedTest
    @CsvSource({"AB, BB8", "Hello!!, %69 VD92EX0", "base-45, UJCLQE7W581", "ietf!, QED8WEX0"})
    void theExamplesOfTheStandardComeOutAsPrinted(String plain, String encoded) {
        assertEquals(encoded, Base45.encode(plain.getBytes(US_ASCII)));
        assertArrayEquals(plain.getBytes(US_ASCII), Base45.decode(encoded).orElseThrow());
    }

    @Test
    void anythingEncodedDecodesToItself() {
        Seeds.each(2_000, random -> {
            byte[] bytes = new byte[random.nextInt(130)];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, Base45.decode(Base45.encode(bytes)).orElseThrow());
        });
    }

    @Test
    void everyPairOfCharactersDecodesOnlyIfEncodingGivesItBack() {
        everyTextOf(2);
    }

    @Test
    void everyTripleOfCharactersDecodesOnlyIfEncodingGivesItBack() {
        everyTextOf(3);
    }

    /** A capital, a digit, a space are neighbours of what Base45 leaves out: all of printable ASCII, exhaustively. */
    private static void everyTextOf(int length) {
        char[] text = new char[length];
        long accepted = count(text, 0);
        assertEquals(length == 2 ? 256 : 65_536, accepted);
    }

    private static long count(char[] text, int at) {
        if (at == text.length) {
            String whole = new String(text);
            return Base45.decode(whole)
                    .filter(bytes -> {
                        assertEquals(whole, Base45.encode(bytes));
                        return true;
                    })
                    .map(bytes -> 1L)
                    .orElse(0L);
        }
        long accepted = 0;
        for (char c = 0x20; c < 0x7f; c++) {
            text[at] = c;
            accepted += count(text, at + 1);
        }
        return accepted;
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "BB8A", ":::", "GGX", "::", "V5", "bb8", "BB\u00e9", "B\u0000", "\uff22B8", "BB8\n"})
    void whatEncodingNeverProducesIsRefused(String text) {
        assertTrue(Base45.decode(text).isEmpty());
    }

    @Test
    void nothingIsNothing() {
        assertEquals("", Base45.encode(new byte[0]));
        assertEquals(0, Base45.decode("").orElseThrow().length);
    }
}
