package dev.turnstone.admission.ledger;

import dev.turnstone.admission.ledger.Conflict.Certainty;
import dev.turnstone.admission.ledger.Conflict.Identity;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.EntryRule.Reentry;
import dev.turnstone.admission.venue.Direction;
import java.util.ArrayList;
import java.util.List;

/** What the merged records of one pass say about each other: which entries were too many. */
public final class Reconciliation {
    private Reconciliation() {}

    /**
     * The conflicts of one pass.
     *
     * @param rows of this pass, proven, in the ledger's order
     * @param admits 0 = unlimited, which never conflicts
     */
    public static List<Conflict> conflicts(PassKey pass, List<Row> rows, int admits, EntryRule rule, Drained drained) {
        List<Conflict> conflicts = new ArrayList<>();
        List<Row> entries = new ArrayList<>();
        int used = 0;
        boolean leaving = false;
        for (Row row : rows) {
            leaving |= mayGiveBack(row, rule);
            if (admits == 0 || row.state() != Row.State.PASSED) {
                continue;
            }
            switch (row.direction()) {
                case OUT -> used -= rule.reentry() == Reentry.AFTER_EXIT && used > 0 ? 1 : 0;
                case IN -> {
                    used++;
                    if (used > admits) {
                        Identity identity = new Identity(pass, entries.size() + 1);
                        conflicts.add(new Conflict(identity, row, entries, certainty(row, leaving, drained)));
                    }
                    entries.add(row);
                }
            }
        }
        return List.copyOf(conflicts);
    }

    /** Somebody was let out and has not been seen to leave: a device drained past that may still tell. */
    private static boolean mayGiveBack(Row row, EntryRule rule) {
        return rule.reentry() == Reentry.AFTER_EXIT
                && row.direction() == Direction.OUT
                && row.state() == Row.State.OPEN;
    }

    private static Certainty certainty(Row excess, boolean leaving, Drained drained) {
        return !leaving && drained.past(excess.order()) ? Certainty.CONFIRMED : Certainty.PROVISIONAL;
    }
}
