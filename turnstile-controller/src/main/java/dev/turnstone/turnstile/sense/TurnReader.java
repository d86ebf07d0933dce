package dev.turnstone.turnstile.sense;

import dev.turnstone.admission.venue.Direction;
import java.util.Optional;

/**
 * Reads turns out of phases. Counting quarter turns forth and back makes contact bounce harmless: it cancels itself. A
 * missed phase (two steps at once) is taken as going on the way the arm last went.
 */
public final class TurnReader {
    private static final int WHOLE_TURN = 4;

    private final Sensing sensing;
    private Phase phase = Phase.REST;
    private int quarters;
    private int lastStep;

    public TurnReader(Sensing sensing) {
        this.sensing = sensing;
    }

    /** Whether the arm is away from its rest. */
    public boolean moving() {
        return phase != Phase.REST;
    }

    /** Starts anew from a phase, as after a fault: what happened in between is unknown. */
    public void forget(Phase now) {
        phase = now;
        quarters = 0;
        lastStep = 0;
    }

    public Optional<Turn> read(Phase now) {
        return switch (sensing) {
            case NONE -> Optional.empty();
            case ONE_PHASE -> onePhase(now == Phase.REST ? Phase.REST : Phase.FIRST);
            case TWO_PHASE -> twoPhases(now);
        };
    }

    private Optional<Turn> onePhase(Phase now) {
        if (now == phase) {
            return Optional.empty();
        }
        phase = now;
        return Optional.of(now == Phase.REST ? new Turn.Completed(Optional.empty()) : new Turn.Began(Optional.empty()));
    }

    private Optional<Turn> twoPhases(Phase now) {
        if (now == phase) {
            return Optional.empty();
        }
        boolean wasAtRest = phase == Phase.REST;
        int step = stepTo(now);
        phase = now;
        quarters += step;
        if (Math.abs(step) == 1) {
            lastStep = step;
        }
        if (wasAtRest) {
            return Optional.of(new Turn.Began(wayOf(step)));
        }
        if (now != Phase.REST) {
            return Optional.empty();
        }
        int turned = quarters;
        quarters = 0;
        lastStep = 0;
        return Optional.of(Math.abs(turned) >= WHOLE_TURN ? new Turn.Completed(wayOf(turned)) : new Turn.TurnedBack());
    }

    private int stepTo(Phase now) {
        return switch (Math.floorMod(now.quarter() - phase.quarter(), WHOLE_TURN)) {
            case 1 -> 1;
            case 3 -> -1;
            default -> 2 * lastStep;
        };
    }

    private static Optional<Direction> wayOf(int quarters) {
        if (quarters == 0) {
            return Optional.empty();
        }
        return Optional.of(quarters > 0 ? Direction.IN : Direction.OUT);
    }
}
