package dev.turnstone.turnstile.sense;

/** How a lane learns of a passage. */
public enum Sensing {
    /** Not at all: the end of a grant counts as passed. */
    NONE,
    /** One beam or contact: it says that somebody passed, not which way. */
    ONE_PHASE,
    /** Two sensors a quarter turn apart: they say which way, and whether the arm was turned back. */
    TWO_PHASE
}
