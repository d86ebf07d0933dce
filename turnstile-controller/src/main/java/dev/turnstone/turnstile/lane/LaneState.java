package dev.turnstone.turnstile.lane;

/** What a lane is doing, as a person beside it would say it. The first that applies, from the bottom up, is the state. */
public enum LaneState {
    /** Nobody may pass; the next grant is welcome. */
    LOCKED,
    /** The barrier is released for a guest who has not moved yet. */
    GRANTED,
    /** A guest with a grant is on the way through. */
    PASSING,
    /** A person of staff has opened the lane for everyone; passages are counted, grants are not needed. */
    HELD_OPEN,
    /** A person of staff has closed the lane; grants are refused. */
    OUT_OF_SERVICE,
    /** Something the lane relies on does not work; grants are refused until it does again. */
    FAULTED,
    /** Emergency: the way out is open and stays open until the cause is gone and a person resets the lane. */
    FREE
}
