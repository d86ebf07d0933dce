package dev.turnstone.turnstile.simulated;

/** What people and panels can do at a simulated turnstile. */
public enum SimulatedAct {
    /** Somebody waits for the arm to be free and walks in. */
    WALK,
    /** Somebody waits for the arm to be free and walks out. */
    WALK_OUT,
    /** Somebody pushes the arm as it is: through if it is free, a rattle if it is locked. */
    PUSH,
    /** Somebody begins to turn the arm and steps back. */
    TURN_BACK,
    /** Two people go through on one turn after the other, the second pressed against the first. */
    TAILGATE,
    /** Somebody jumps over. */
    JUMP,
    /** The fire panel opens its contact. */
    FIRE,
    /** The fire panel closes its contact again. */
    FIRE_OVER,
    /** The barrier says that it is not ready: somebody has switched it off. */
    NOT_READY,
    /** The barrier says that it is ready again. */
    READY,
    /** The barrier says that somebody goes through without leave, and that it stands open for too long. */
    UNAUTHORISED
}
