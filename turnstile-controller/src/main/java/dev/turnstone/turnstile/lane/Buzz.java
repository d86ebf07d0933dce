package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.barrier.Level;
import java.time.Duration;
import java.util.List;

/** Sounds for a moment when something happens that staff should turn round for. */
final class Buzz {
    private static final long LASTS_NANOS = Duration.ofSeconds(1).toNanos();

    private Level level = Level.LOW;
    private long sinceNanos;

    Level tick(long nowNanos, List<LaneEvent> events) {
        if (level == Level.HIGH && nowNanos - sinceNanos >= LASTS_NANOS) {
            level = Level.LOW;
        }
        if (events.stream().anyMatch(Buzz::calls)) {
            level = Level.HIGH;
            sinceNanos = nowNanos;
        }
        return level;
    }

    long nanosUntilChange(long nowNanos) {
        return level == Level.HIGH ? sinceNanos + LASTS_NANOS - nowNanos : Long.MAX_VALUE;
    }

    private static boolean calls(LaneEvent event) {
        return switch (event) {
            case LaneEvent.Forced e -> true;
            case LaneEvent.Tampered e -> true;
            case LaneEvent.Faulted e -> true;
            case LaneEvent.FireAlarm e -> true;
            case LaneEvent.Granted e -> false;
            case LaneEvent.PassageStarted e -> false;
            case LaneEvent.PassageCompleted e -> false;
            case LaneEvent.PassageAbandoned e -> false;
            case LaneEvent.GrantCancelled e -> false;
            case LaneEvent.FreePassage e -> false;
            case LaneEvent.FireContactClosed e -> false;
            case LaneEvent.FireReset e -> false;
            case LaneEvent.FaultCleared e -> false;
            case LaneEvent.StateChanged e -> false;
        };
    }
}
