package dev.turnstone.admission.decision;

/** Why the system cannot decide and a person must: never the guest's fault. */
public enum Cause {
    /** The answer depends on the time more finely than the clock is known. */
    CLOCK_UNTRUSTED(1),
    /** The pass names an unknown key, and our set of keys may be out of date. */
    KEYS_STALE(2),
    /** The event's sheet is missing, or says something this version does not understand. */
    NO_SHEET(3),
    /** Another lane was granted this entry and has not yet reported a passage. */
    IN_DOUBT(4),
    /** What must be written down cannot be. */
    STORAGE_FAULT(5),
    /** The hub is out of reach and this tier is not admitted without it. */
    OFFLINE_POLICY(6),
    /** A person asked to decide. */
    MANUAL(7);

    private final int code;

    Cause(int code) {
        this.code = code;
    }

    /** Its number in the journal; never reused. */
    public int code() {
        return code;
    }
}
