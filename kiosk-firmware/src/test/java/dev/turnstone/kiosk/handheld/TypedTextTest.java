package dev.turnstone.kiosk.handheld;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypedTextTest {
    private static final String PASS = " 0123456789ABCDEFGHIJ ";
    private static final long SILENCE = TypedText.SILENCE.toNanos();

    private final TypedText typed = new TypedText();
    private final List<String> read = new ArrayList<>();

    @Test
    void spacesAtBothEndsBelongToTheText() {
        types(PASS + "\r\n" + PASS + "\n" + PASS + "\t", 0);

        assertEquals(List.of(PASS, PASS, PASS), read);
    }

    @Test
    void aReaderThatEndsWithNothingEndsWithSilence() {
        types(PASS, 0);
        quiet(SILENCE - 1);
        assertEquals(List.of(), read);
        quiet(SILENCE);
        quiet(2 * SILENCE);

        assertEquals(List.of(PASS), read);
    }

    @Test
    void whatIsTypedByHandAndLeftIsForgotten() {
        types("hello", 0);
        quiet(SILENCE);
        types(PASS + "\r", 2 * SILENCE);

        assertEquals(List.of(PASS), read);
    }

    @Test
    void whatIsTooLongForAPassIsDroppedWholeAndTheNextIsRead() {
        types("A".repeat(TypedText.LONGEST + 1) + "\r" + PASS + "\r", 0);

        assertEquals(List.of(PASS), read);
        types("A".repeat(TypedText.LONGEST) + "\r", 0);
        assertEquals(TypedText.LONGEST, read.getLast().length());
    }

    private void types(String text, long now) {
        text.chars().forEach(letter -> typed.add((char) letter, now).ifPresent(read::add));
    }

    private void quiet(long now) {
        typed.quiet(now).ifPresent(read::add);
    }
}
