package dev.turnstone.admission.record;

import dev.turnstone.admission.decision.TimeInterval;
import java.time.Duration;
import java.time.Instant;

/**
 * When a device wrote something down, in three ways: since its boot, which is exact and lets the hub date the entry
 * once the device's clock is known; as the wall clock stood, with its doubt; and by the hybrid clock, for the order.
 *
 * @param wall whole milliseconds
 */
public record Stamp(Duration sinceBoot, TimeInterval wall, HybridTime clock) {
    public Stamp {
        if (sinceBoot.isNegative()) {
            throw new IllegalArgumentException("nothing was written before boot: " + sinceBoot);
        }
        sinceBoot = Duration.ofMillis(sinceBoot.toMillis());
        wall = new TimeInterval(
                Instant.ofEpochMilli(wall.earliest().toEpochMilli()),
                Instant.ofEpochMilli(wall.latest().toEpochMilli()));
    }

    /** The best single instant for showing and sorting. */
    public Instant at() {
        return wall.middle();
    }
}
