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
    RESET_KEY
}
