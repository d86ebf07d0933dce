package dev.turnstone.admission.record;

/** What a member of staff decided about a presentation. */
public enum Ruling {
    /** Let in: the release that follows rests on this. */
    ADMITTED(1),
    /** Sent away. */
    REFUSED(2),
    /** The entry was not used after all, and is there again. */
    GIVEN_BACK(3),
    /** From now on this pass is referred to a person, at this device. */
    HELD(4),
    /** No longer held. */
    RELEASED(5);

    private final int code;

    Ruling(int code) {
        this.code = code;
    }

    /** Its number in the journal; never reused. */
    public int code() {
        return code;
    }
}
