package dev.turnstone.hub.ledger;

import dev.turnstone.admission.record.Passage;

/** What has become of a presentation. */
public enum Settlement {
    /** A lane may have been released for it; its device has not yet said what came of it. */
    OPEN,
    /** Somebody walked through. */
    COMPLETED,
    /** Somebody went through by force or against the direction. */
    FORCED,
    /** Somebody went through a lane that was open to everyone. */
    FREE,
    /** The device died between release and passage: used, until staff give it back. */
    UNKNOWN,
    /** Released, and nobody walked through: the entry is given back. */
    ABANDONED,
    /** No lane was released: refused, referred, or never got so far. */
    TURNED_AWAY,
    /** Its record does not prove that the pass was there: it spends nothing. */
    UNPROVEN;

    static Settlement of(Passage passage) {
        return switch (passage) {
            case COMPLETED -> COMPLETED;
            case ABANDONED -> ABANDONED;
            case FORCED -> FORCED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** Did somebody certainly cross? Only that changes how many are inside. */
    public boolean crossed() {
        return this == COMPLETED || this == FORCED || this == FREE;
    }
}
