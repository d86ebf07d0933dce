package dev.turnstone.kiosk.print;

import java.util.List;

/**
 * What is to be on paper, before anybody knows on which. No guest's name: slips wait on the card until they are printed.
 *
 * @param heading read at arm's length
 * @param lines the rest, in order
 */
public record Slip(Kind kind, String heading, List<String> lines) {
    static final int LONGEST = 120;
    static final int MOST_LINES = 24;

    /** What it is for, which decides how large it is set. */
    public enum Kind {
        RECEIPT,
        WRISTBAND,
        BADGE
    }

    public Slip {
        lines = List.copyOf(lines);
        if (heading.isBlank() || heading.length() > LONGEST || lines.size() > MOST_LINES) {
            throw new IllegalArgumentException("a slip has a heading and at most %d lines".formatted(MOST_LINES));
        }
        if (lines.stream().anyMatch(line -> line.length() > LONGEST)) {
            throw new IllegalArgumentException("a line has at most %d characters".formatted(LONGEST));
        }
    }
}
