package dev.turnstone.turnstile.sense;

/**
 * The two rotation sensors of an arm at one instant. Turning in, they pass through REST, FIRST, BOTH, SECOND and REST
 * again; turning out, the same backwards. A lane with one beam knows REST and FIRST only.
 */
public enum Phase {
    REST(0),
    FIRST(1),
    BOTH(2),
    SECOND(3);

    private final int quarter;

    Phase(int quarter) {
        this.quarter = quarter;
    }

    /** How many quarters of a turn inwards lie before this phase. */
    int quarter() {
        return quarter;
    }

    public static Phase of(boolean first, boolean second) {
        if (first) {
            return second ? BOTH : FIRST;
        }
        return second ? SECOND : REST;
    }
}
