package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;

/** What has happened since the lane's program started. */
public record LaneCounters(long passagesIn, long passagesOut, long abandoned, long cancelled, long forced) {
    public static final LaneCounters NONE = new LaneCounters(0, 0, 0, 0, 0);

    /** Everybody who went through with leave to. */
    public long passages() {
        return passagesIn + passagesOut;
    }

    LaneCounters after(LaneEvent event) {
        return switch (event) {
            case LaneEvent.PassageCompleted e -> passed(e.direction());
            case LaneEvent.FreePassage e -> passed(e.direction());
            case LaneEvent.PassageAbandoned e ->
                new LaneCounters(passagesIn, passagesOut, abandoned + 1, cancelled, forced);
            case LaneEvent.GrantCancelled e ->
                new LaneCounters(passagesIn, passagesOut, abandoned, cancelled + 1, forced);
            case LaneEvent.Forced e -> new LaneCounters(passagesIn, passagesOut, abandoned, cancelled, forced + 1);
            case LaneEvent.Granted e -> this;
            case LaneEvent.PassageStarted e -> this;
            case LaneEvent.FireAlarm e -> this;
            case LaneEvent.FireContactClosed e -> this;
            case LaneEvent.FireReset e -> this;
            case LaneEvent.Faulted e -> this;
            case LaneEvent.FaultCleared e -> this;
            case LaneEvent.Tampered e -> this;
            case LaneEvent.StateChanged e -> this;
        };
    }

    private LaneCounters passed(Direction direction) {
        return switch (direction) {
            case IN -> new LaneCounters(passagesIn + 1, passagesOut, abandoned, cancelled, forced);
            case OUT -> new LaneCounters(passagesIn, passagesOut + 1, abandoned, cancelled, forced);
        };
    }
}
