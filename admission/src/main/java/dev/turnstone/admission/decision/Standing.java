package dev.turnstone.admission.decision;

/** What the roster says about a pass. A pass that the roster does not know is valid: its signature makes it genuine. */
public sealed interface Standing {
    record Valid() implements Standing {}

    /** Refunded, cancelled, withdrawn; it stays in the roster as a tombstone. */
    record Revoked() implements Standing {}

    /** Stopped by staff, with the note they left. */
    record Blocked(String note) implements Standing {}

    /** A guest's pass stands no better than the reservation it belongs to. */
    default Standing under(Standing parent) {
        return switch (this) {
            case Valid valid -> parent;
            case Revoked revoked -> this;
            case Blocked blocked -> parent instanceof Revoked ? parent : this;
        };
    }
}
