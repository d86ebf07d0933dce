package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.light.Lights;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** A lane at one instant, for screens and pages. */
public record LaneView(
        LaneId lane,
        LaneState state,
        Duty duty,
        Relays relays,
        Lights lights,
        Set<Fault> faults,
        LaneCounters counters) {

    /** Whether any relay of the lane is energised. */
    public Level relay() {
        return relays.equals(Relays.LOW) ? Level.LOW : Level.HIGH;
    }

    /** The lane in one word, for whoever is far away: a fault by its own name, because "fault" mends nothing. */
    public String word() {
        Optional<Fault> worst =
                state == LaneState.FAULTED ? faults.stream().min(Comparator.naturalOrder()) : Optional.empty();
        return Wiring.name(worst.<Enum<?>>map(fault -> fault).orElse(state));
    }

    public long passages() {
        return counters.passages();
    }
}
