package dev.turnstone.admission.ledger;

import dev.turnstone.admission.venue.Doorway;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * How many are inside: entries − exits + corrections. Only somebody who crossed counts, so a release with an unknown
 * end uses an entitlement and moves no count. The sum is never clamped: a negative one says that something was missed.
 */
public record Occupancy(long entries, long exits, long corrections) {
    public static final Occupancy NONE = new Occupancy(0, 0, 0);

    /** Of the doorways that lead into the area that is asked about. */
    public static Occupancy of(Collection<Row> rows, Predicate<Doorway> intoArea) {
        Occupancy occupancy = NONE;
        for (Row row : rows) {
            if (row.crossed() && row.doorway().filter(intoArea).isPresent()) {
                occupancy = occupancy.after(row);
            }
        }
        return occupancy;
    }

    /** Somebody counted by hand. */
    public Occupancy corrected(long by) {
        return new Occupancy(entries, exits, corrections + by);
    }

    public long inside() {
        return entries - exits + corrections;
    }

    public boolean hasDrifted() {
        return inside() < 0;
    }

    private Occupancy after(Row row) {
        return switch (row.direction()) {
            case IN -> new Occupancy(entries + 1, exits, corrections);
            case OUT -> new Occupancy(entries, exits + 1, corrections);
        };
    }
}
