package dev.turnstone.turnstile.journal;

/** How much more a journal can take. */
public enum Room {
    ENOUGH,
    /** Four fifths are taken: what the hub has goes early, and staff are told. */
    SHORT,
    /** Nobody is let in any more; how those who were has ended is still written. */
    NONE;

    static Room of(long kept, long most) {
        if (kept >= most) {
            return NONE;
        }
        return kept >= most * 4 / 5 ? SHORT : ENOUGH;
    }
}
