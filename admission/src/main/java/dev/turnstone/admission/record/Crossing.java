package dev.turnstone.admission.record;

/** How somebody crossed a lane that had not been released for them. */
public enum Crossing {
    /** Against the locked barrier. */
    BREAK_IN(1),
    /** Right behind a guest who had a release. */
    TAILGATE(2),
    /** The wrong way while the lane was released the other way. */
    REVERSE(3),
    /** Over or under the barrier. */
    JUMP(4),
    /** The lane was open to everyone: held open by staff, or free in an emergency. */
    FREE(5),
    /** Staff released the lane for one person who presented nothing. */
    BY_HAND(6);

    private final int code;

    Crossing(int code) {
        this.code = code;
    }

    /** Its number in the journal; never reused. */
    public int code() {
        return code;
    }

    /** Whether it was done against the lane, so that somebody should look. */
    public boolean forced() {
        return this != FREE && this != BY_HAND;
    }
}
