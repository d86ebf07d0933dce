package dev.turnstone.turnstile.gpio;

/** What one input line of a lane tells. */
public enum Sense {
    /** Active means alarm: the normally closed contact is open. */
    FIRE,
    FIRST_PHASE,
    SECOND_PHASE,
    INTRUSION,
    MANUAL_RELEASE,
    TAMPER,
    RESET_KEY,
    /** Active means trouble: the contact by which the barrier says that it is ready is open. */
    BARRIER_READY,
    /** The barrier says that a passage takes too long, or that somebody stands in it. */
    PASSAGE_DELAY,
    /** The barrier says that somebody goes through without leave. */
    UNAUTHORISED
}
