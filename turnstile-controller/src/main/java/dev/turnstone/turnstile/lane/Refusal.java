package dev.turnstone.turnstile.lane;

/** Why a lane does not do what it is asked. None of these says anything about the guest's ticket. */
public enum Refusal {
    /** A grant is open this way, or somebody is still in the lane. */
    BUSY,
    /** The lane is free: an alarm stands, or nobody has reset it yet. */
    FIRE,
    /** The lane has a fault. */
    FAULTED,
    /** Staff have closed the lane. */
    OUT_OF_SERVICE,
    /** The lane does not lead that way. */
    WRONG_WAY,
    /** Whoever must write down passages is too far behind, or has not begun to listen. */
    UNHEARD,
    /** The lane's program is ending, or its loop did not answer in time. */
    CLOSED
}
