package dev.turnstone.admission.decision;

/** Why a pass is refused. Each is about the pass, never about us: a fault is a {@link Cause}. */
public enum Reason {
    /** The code is something else, or damaged. */
    NOT_A_PASS(1),
    /** The shape of a pass, signed by nobody we know for that key. */
    FORGED(2),
    /** Signed with a key that this venue has never been given, though its key set is fresh. */
    UNKNOWN_EVENT(3),
    /** The event, the key or the tier's last window is over. */
    EXPIRED(4),
    /** The event, the key or the tier's next window has not begun. */
    NOT_YET(5),
    /** This tier enters elsewhere. */
    WRONG_GATE(6),
    /** Refunded, cancelled, or withdrawn. */
    REVOKED(7),
    /** A newer version of this pass exists: transferred or issued again. */
    REISSUED(8),
    /** The live code is missing, of another moment, or of another pass: a screenshot. */
    STALE_CODE(9),
    /** Everyone whom the pass admits is inside; where and when the last one entered. */
    ALREADY_INSIDE(10),
    /** Every entry has been used, and leaving gave none back; where and when the last one was. */
    USED_UP(11),
    /** Re-entry is allowed, but not yet. */
    TOO_SOON(12),
    /** The house or the area is full: one out, one in. */
    FULL(13),
    /** Staff have stopped this pass, and left a note why. */
    BLOCKED(14);

    private final int code;

    Reason(int code) {
        this.code = code;
    }

    /** Its number in the journal; never reused. */
    public int code() {
        return code;
    }
}
