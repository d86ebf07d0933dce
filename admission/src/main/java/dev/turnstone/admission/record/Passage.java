package dev.turnstone.admission.record;

/** What became of a release. */
public enum Passage {
    /** Somebody walked through. */
    COMPLETED(1),
    /** Nobody did before the release ended: the entry is given back. */
    ABANDONED(2),
    /** Somebody went through by force or against the direction; it counts like a completed one. */
    FORCED(3),
    /** The device died between release and passage: it counts, until staff give it back. */
    UNKNOWN(4);

    private final int code;

    Passage(int code) {
        this.code = code;
    }

    /** Its number in the journal; never reused. */
    public int code() {
        return code;
    }

    /** Did somebody certainly go through? Only that changes how many are inside. */
    public boolean crossed() {
        return this == COMPLETED || this == FORCED;
    }

    /** Does the entitlement stay used? */
    public boolean counts() {
        return this != ABANDONED;
    }
}
