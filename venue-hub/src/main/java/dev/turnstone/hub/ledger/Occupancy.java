package dev.turnstone.hub.ledger;

import dev.turnstone.admission.venue.Direction;

/**
 * How many people crossed, and how many may be about to.
 *
 * @param waiting released inwards, and not yet settled
 * @param unknown released inwards, and never to be known
 */
public record Occupancy(int entered, int left, int waiting, int unknown) {
    public static final Occupancy NONE = new Occupancy(0, 0, 0, 0);

    static Occupancy of(LedgerRow row, int sign) {
        boolean in = row.doorway().direction() == Direction.IN;
        return switch (row.settlement()) {
            case COMPLETED, FORCED, FREE -> new Occupancy(in ? sign : 0, in ? 0 : sign, 0, 0);
            case OPEN -> new Occupancy(0, 0, in ? sign : 0, 0);
            case UNKNOWN -> new Occupancy(0, 0, 0, in ? sign : 0);
            case ABANDONED, TURNED_AWAY, UNPROVEN -> NONE;
        };
    }

    public Occupancy plus(Occupancy other) {
        return new Occupancy(
                entered + other.entered, left + other.left, waiting + other.waiting, unknown + other.unknown);
    }

    /** May be negative: that is a drift to be looked at, not to be hidden. */
    public int inside() {
        return entered - left;
    }

    /** What capacity is compared with: whoever may be inside. */
    public int atMost() {
        return inside() + waiting + unknown;
    }
}
