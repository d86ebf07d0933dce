package dev.turnstone.admission.ledger;

import dev.turnstone.admission.ledger.Conflict.Certainty;
import dev.turnstone.admission.ledger.Conflict.Identity;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.EntryRule.Reentry;
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
        for (Row row : rows) {
            if (admits == 0 || row.state() != Row.State.PASSED) {
                continue;
            }
            switch (row.direction()) {
                case OUT -> used -= rule.reentry() == Reentry.AFTER_EXIT && used > 0 ? 1 : 0;
                case IN -> {
                    used++;
                    if (used > admits) {
                        Identity identity = new Identity(pass, entries.size() + 1);
                        conflicts.add(new Conflict(identity, row, entries, certainty(row, drained)));
                    }
                    entries.add(row);
                }
            }
        }
        return List.copyOf(conflicts);
    }

    private static Certainty certainty(Row excess, Drained drained) {
        return drained.past(excess.order()) ? Certainty.CONFIRMED : Certainty.PROVISIONAL;
    }
}
