package dev.turnstone.admission.ledger;

import java.util.List;

/**
 * An entry beyond the entitlement: possible only where a gate decided alone.
 *
 * @param excess the entry too many
 * @param before the entries of this pass before it, in the order that all devices agree on
 */
public record Conflict(Identity identity, Row excess, List<Row> before, Certainty certainty) {
    public Conflict {
        before = List.copyOf(before);
    }

    /**
     * What makes it the same conflict, whichever journal arrived first and however it is drawn later.
     *
     * @param ordinal which of the pass's entries is too many, counted from 1
     */
    public record Identity(PassKey pass, int ordinal) {}

    /** Whether a journal may still come that makes it none. */
    public enum Certainty {
        /** A device that could have recorded an earlier entry or exit has not drained past it. */
        PROVISIONAL,
        /** Every device has. */
        CONFIRMED
    }
}
