package dev.turnstone.rehearsal.passbook;

/** What can be said of a text without any event: is it a pass, whose, and shown at the right moment? */
public enum Verdict {
    GENUINE,
    /** Genuine, but the code that a phone adds is missing, not the anchor's, or of another moment. */
    STALE_CODE,
    /** It has a pass's shape and nobody we know signed it. */
    FORGED,
    /** It names another key than the one it is held to: what a gate says that has no key of that name. */
    UNKNOWN_EVENT,
    NOT_A_PASS
}
