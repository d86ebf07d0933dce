package dev.turnstone.turnstile.lane;

/** Whom a lane is there for. */
public enum Duty {
    /** Guests and staff. */
    SERVING,
    /** A technician who tries its outputs. Guests are turned to other lanes; it ends by itself. */
    UNDER_TEST
}
