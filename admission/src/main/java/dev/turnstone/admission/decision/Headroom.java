package dev.turnstone.admission.decision;

import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.GateId;
import java.util.function.ToLongFunction;

/**
 * How many more people may enter through a doorway, as far as the one who decides may spend: the hub has the whole, less
 * what it has lent; a gate that is cut off has only the share it was lent.
 */
public record Headroom(long people) {
    public static final Headroom UNLIMITED = new Headroom(Long.MAX_VALUE);
    public static final Headroom NONE = new Headroom(0);

    /** Through a gate: the least of all the pools behind it. */
    public static Headroom through(GateId gate, Sheet sheet, ToLongFunction<Pool> left) {
        return new Headroom(
                Pool.behind(gate, sheet).stream().mapToLong(left).min().orElse(UNLIMITED.people));
    }

    public boolean isSpent() {
        return people <= 0;
    }
}
