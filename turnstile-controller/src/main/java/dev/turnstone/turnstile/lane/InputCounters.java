package dev.turnstone.turnstile.lane;

/**
 * How much the lane's inputs have told since its program started.
 *
 * @param felt every change of a line that was noticed
 * @param swallowed those of a storm, which no person made
 * @param late those for which the lane's loop had no room; it reads the lines themselves instead
 */
public record InputCounters(long felt, long swallowed, long late) {
    public static final InputCounters NONE = new InputCounters(0, 0, 0);
}
