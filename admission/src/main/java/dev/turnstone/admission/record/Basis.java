package dev.turnstone.admission.record;

/** On whose word a lane was released. */
public enum Basis {
    /** The hub granted the claim. */
    HUB(1),
    /** The gate decided alone, by the tier's offline policy. */
    ALONE(2),
    /** A member of staff decided. */
    STAFF(3);

    private final int code;

    Basis(int code) {
        this.code = code;
    }

    /** Its number in the journal; never reused. */
    public int code() {
        return code;
    }
}
