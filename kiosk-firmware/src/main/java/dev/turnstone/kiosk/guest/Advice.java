package dev.turnstone.kiosk.guest;

import java.util.Locale;

/** A word under the prompt about how the ticket is held: nothing was decided, and nothing is wrong with the ticket. */
public enum Advice {
    /** There is something in the picture, and no code in it. */
    NO_CODE,
    /** A code is seen and cannot be read: too far, too slanted, or not held still. */
    UNREADABLE,
    /** Two codes at once: nobody can say which is meant. */
    TWO_CODES,
    /** A lamp is mirrored in the phone's glass. */
    GLARE,
    /** The phone's screen, or the paper, is too dark to read. */
    DIM;

    Line line() {
        return Line.of("hint." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
