package dev.turnstone.admission.sheet;

import java.time.Duration;

/**
 * How often whoever has a pass may enter; each person of a party by themselves, as far as a pass can tell them apart.
 *
 * @param reentry whether an exit gives an entry back
 * @param pause the least time between leaving (or, for an unlimited pass, entering) and entering again
 * @param perDay most entries in one venue day, for each person that the pass admits; 0 = no limit
 */
public record EntryRule(Reentry reentry, Duration pause, int perDay) {
    /** Longer than any event, and short enough to add to any instant of a calendar. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(366);
    /** Once in, and that was it: the default. */
    public static final EntryRule ONCE = new EntryRule(Reentry.NONE, Duration.ZERO, 0);

    public EntryRule {
        if (pause.isNegative() || perDay < 0) {
            throw new IllegalArgumentException("neither pause nor a day's limit is negative");
        }
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            throw new IllegalArgumentException("nobody waits for longer than a year: " + pause);
        }
    }

    public static EntryRule afterExit() {
        return new EntryRule(Reentry.AFTER_EXIT, Duration.ZERO, 0);
    }

    public EntryRule pause(Duration atLeast) {
        return new EntryRule(reentry, atLeast, perDay);
    }

    public EntryRule perDay(int most) {
        return new EntryRule(reentry, pause, most);
    }

    /** What leaving does. */
    public enum Reentry {
        /** Nothing: who leaves has used the entry. */
        NONE,
        /** An exit that was scanned gives the entry back. */
        AFTER_EXIT
    }
}
