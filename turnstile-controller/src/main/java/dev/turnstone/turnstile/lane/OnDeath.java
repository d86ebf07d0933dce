package dev.turnstone.turnstile.lane;

/** What becomes of the way in when nobody governs the lane any more. The way out is free in either case. */
public enum OnDeath {
    FREE,
    HOLD
}
