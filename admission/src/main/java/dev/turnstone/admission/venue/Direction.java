package dev.turnstone.admission.venue;

/** Which way through a lane. */
public enum Direction {
    /** Into the venue: an entry, which uses the entitlement. */
    IN,
    /** Out of it: an exit, which is never refused. */
    OUT
}
