package dev.turnstone.rehearsal.simulation;

/** A bug that is planted to see whether the nights find it. */
public enum Plant {
    NONE,
    /** The hub answers while what it answers is still on its way to the disk. */
    ANSWER_BEFORE_COMMIT,
    /** The hub acknowledges what it was sent, whether or not it has stored it. */
    ACK_BEYOND_CONTIGUOUS,
    /** A gate believes whatever it was told last, however old it is. */
    USAGE_OUT_OF_ORDER,
    /** The hub takes a claim back that it hears nothing more of. */
    SILENCE_GIVES_BACK
}
