package dev.turnstone.kiosk.handheld;

import java.time.Duration;
import java.util.Optional;

/**
 * Puts together what a reader sends letter by letter. Its text ends with a return, a line feed or a tabulator; of a reader
 * that sends none of them, with silence. Everything else belongs to the text: a space at its end is a digit of a pass.
 */
final class TypedText {
    /** Between two letters of a reader pass milliseconds. */
    static final Duration SILENCE = Duration.ofMillis(300);

    /** What ends in silence and is shorter was typed by hand, or was torn. */
    static final int SHORTEST_IN_SILENCE = 20;

    /** No code of a pass is longer. */
    static final int LONGEST = 512;

    private final StringBuilder text = new StringBuilder(LONGEST);
    private boolean tooLong;
    private long lastNanos;

    /** The text that this letter ends, if it does. */
    Optional<String> add(char letter, long nowNanos) {
        lastNanos = nowNanos;
        if (letter == '\r' || letter == '\n' || letter == '\t') {
            return taken(1);
        }
        if (text.length() >= LONGEST) {
            tooLong = true;
        } else {
            text.append(letter);
        }
        return Optional.empty();
    }

    /** Time has passed, and nothing came. */
    Optional<String> quiet(long nowNanos) {
        return text.isEmpty() || nowNanos - lastNanos < SILENCE.toNanos()
                ? Optional.empty()
                : taken(SHORTEST_IN_SILENCE);
    }

    private Optional<String> taken(int shortest) {
        Optional<String> whole = tooLong || text.length() < shortest ? Optional.empty() : Optional.of(text.toString());
        text.setLength(0);
        tooLong = false;
        return whole;
    }
}
