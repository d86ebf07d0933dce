package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.lane.LaneCommands.KeepAlive;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a lane now and over the last half minute, by the names that the configuration gives them
 * ({@code relay-in}, {@code first-phase}). An output is active while it is driven, an input while it tells something: a
 * fire contact that is open is active.
 *
 * @param changes oldest first; a storm is cut at {@link #MOST} of them, the oldest go first
 * @param trouble why the hardware cannot be reached, in words, while it cannot
 */
public record LaneTrace(
        Set<String> active, KeepAlive keepAlive, List<Change> changes, InputCounters inputs, Optional<String> trouble) {
    public static final Duration REACHES_BACK = Duration.ofSeconds(30);
    public static final int MOST = 2_000;

    /** Nothing is known of the lines. */
    public static final LaneTrace NONE =
            new LaneTrace(Set.of(), KeepAlive.STOP, List.of(), InputCounters.NONE, Optional.empty());

    /** @param number counts the lane's changes from 1, so that a reader can tell which it has seen */
    public record Change(long number, String line, boolean active, long atNanos) {}
}
