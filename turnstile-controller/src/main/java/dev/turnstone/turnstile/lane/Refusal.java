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
    /** A technician tries the lane's outputs. */
    UNDER_TEST,
    /** An output is tried only in a test that a technician has begun, and this one has ended or never began. */
    NO_TEST,
    /** The guest is walking already, or the grant has ended. */
    TOO_LATE,
    /** The lane has a controller of its own, and a person does this there. */
    ELSEWHERE,
    /** The lane does not lead that way. */
    WRONG_WAY,
    /** Whoever must write down passages is too far behind, or has not begun to listen. */
    UNHEARD,
    /** The lane's program is ending, or its loop did not answer in time. */
    CLOSED
}
