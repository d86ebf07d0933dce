package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.sense.Sensing;
import java.util.EnumSet;
import java.util.Set;

/** What stands at the lane: its barrier, its ways, its sensors, and how the way out is kept free. */
public record LaneProfile(BarrierKind kind, Set<Direction> ways, Sensing sensing, WayOut wayOut, OnDeath onDeath) {
    public LaneProfile {
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("a lane leads in, out, or both ways");
        }
        ways = Set.copyOf(ways);
        wayOut.mustBeFree(kind);
    }

    /** A turnstile as most venues have it: pulse to open, two rotation sensors, wired as it should be. */
    public static LaneProfile turnstile(Direction first, Direction... more) {
        return new LaneProfile(
                BarrierKind.PULSE,
                EnumSet.of(first, more),
                Sensing.TWO_PHASE,
                WayOut.meantFor(BarrierKind.PULSE),
                OnDeath.FREE);
    }

    /** The way that is meant when nobody says which: in, where the lane leads in. */
    Direction usualWay() {
        return ways.contains(Direction.IN) ? Direction.IN : Direction.OUT;
    }

    /** The relay that lets people through this way. */
    OutputLine relayOf(Direction way) {
        return isDoor() || way == Direction.IN ? OutputLine.RELAY_IN : OutputLine.RELAY_OUT;
    }

    /** Whether one lock serves both ways, as on a door. */
    boolean isDoor() {
        return switch (kind) {
            case PULSE -> false;
            case HELD, STRIKE -> true;
        };
    }
}
