package dev.turnstone.rehearsal.simulation;

/** A machine stops in the middle of what it does. No code of the product gets to see it. */
final class PowerCut extends Error {
    private static final long serialVersionUID = 1;

    PowerCut() {
        super("the power is gone", null, false, false);
    }
}
