package dev.turnstone.turnstile.sense;

/** What else a lane's contacts can say, beside fire and rotation. */
public enum Contact {
    /** The barrier reports somebody over or under it, or an arm forced. */
    INTRUSION,
    /** Staff press the button that lets one person in. */
    MANUAL_RELEASE,
    /** The cabinet was opened. */
    TAMPER,
    /** A person turns the key that says: I have looked, the emergency is over. */
    RESET_KEY,
    /** The barrier says that it is not ready, or its wire is cut. */
    NOT_READY,
    /** The barrier says that somebody stands in it for too long. */
    PASSAGE_DELAY,
    /** The barrier says that somebody goes through without leave. */
    UNAUTHORISED
}
