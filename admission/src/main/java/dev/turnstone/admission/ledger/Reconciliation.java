package dev.turnstone.admission.ledger;

import dev.turnstone.admission.ledger.Conflict.Certainty;
import dev.turnstone.admission.ledger.Conflict.Identity;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.EntryRule.Reentry;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the merged records of one pass say about each other: which entries were too many. */
public final class Reconciliation {
    private Reconciliation() {}

    /**
     * The conflicts of one pass: entries beyond what it admits, or beyond what it admits in one venue day.
     *
     * @param rows of this pass, proven, in the ledger's order
     * @param admits 0 = unlimited: then only the day's limit holds
     * @param sheet of its event; while it is unknown, whoever enters has used the entry
     */
    public static List<Conflict> conflicts(
            PassKey pass, List<Row> rows, int admits, Optional<Sheet> sheet, Drained drained) {
        EntryRule rule = sheet.map(Sheet::entryRule).orElse(EntryRule.ONCE);
        List<Conflict> conflicts = new ArrayList<>();
        List<Row> entries = new ArrayList<>();
        Map<Instant, Integer> byDay = new HashMap<>();
        int used = 0;
        boolean leaving = false;
        for (Row row : rows) {
            leaving |= mayGiveBack(row, rule);
            if (row.state() != Row.State.PASSED) {
                continue;
            }
            switch (row.direction()) {
                case OUT -> used -= rule.reentry() == Reentry.AFTER_EXIT && used > 0 ? 1 : 0;
                case IN -> {
                    used++;
                    int today = sheet.filter(known -> rule.perDay() > 0)
                            .map(known -> byDay.merge(known.dayStart(row.at()), 1, Integer::sum))
                            .orElse(0);
                    boolean tooManyToday = today > (long) rule.perDay() * Math.max(1, admits);
                    boolean tooMany = admits > 0 && used > admits;
                    if (tooMany || tooManyToday) {
                        // No exit excuses one too many of a day.
                        boolean excusable = leaving && !tooManyToday;
                        Identity identity = new Identity(pass, entries.size() + 1);
                        conflicts.add(new Conflict(identity, row, entries, certainty(row, excusable, drained)));
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
