package dev.turnstone.hub.staff;

/** What a role allows. */
public enum Power {
    /** See how things stand. */
    WATCH,
    /** Release every lane in an emergency: whoever works here may, at any time. */
    FREE_EVERYONE,
    /** Open a lane for one guest, and decide what a lane has referred. */
    LET_IN,
    /** Say that somebody has looked at an incident. */
    LOOK_INTO,
    /** Show a message at a lane, have it say which one it is. */
    TELL,
    /** Lock a lane, or take it out of service. */
    CLOSE,
    /** Hold a lane open. */
    HOLD_OPEN,
    /** Lock every lane at once. */
    LOCK_DOWN,
    /** Restart a device, set how loud it is. */
    MAINTAIN,
    /** Read who did what. */
    READ_AUDIT
}
