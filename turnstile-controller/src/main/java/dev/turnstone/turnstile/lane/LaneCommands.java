package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.light.Lights;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the lane's hardware shall do from now on, and what is to be told.
 *
 * @param answer to the order in the inputs, if there was one
 * @param wakeAtNanos when the lane wants its next tick at the latest, even if nothing happens
 */
public record LaneCommands(
        LaneState state,
        Duty duty,
        Relays relays,
        KeepAlive keepAlive,
        Lights lights,
        Level buzzer,
        Emergency emergency,
        Set<Fault> faults,
        Optional<OrderResult> answer,
        List<LaneEvent> events,
        long wakeAtNanos) {

    /** Whether the keep-alive line is beaten on. */
    public enum KeepAlive {
        BEAT,
        /** The circuit opens and frees the way out. */
        STOP
    }

    /** What must be remembered over a restart: an emergency that nobody has reset. */
    public enum Emergency {
        NONE,
        STANDING
    }
}
