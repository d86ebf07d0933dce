package dev.turnstone.rehearsal.venue;

/** How a part stands. */
public enum PartState {
    /** Its process runs and is not ready yet. */
    STARTING,
    /** It says that it is ready. */
    READY,
    /** It was ready, runs, and says that it no longer is. */
    UNWELL,
    /** It died by itself and is started again after a pause. */
    DIED,
    /** Someone cut its power. */
    CUT,
    /** The rehearsal is over. */
    STOPPED
}
