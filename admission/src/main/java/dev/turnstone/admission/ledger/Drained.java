package dev.turnstone.admission.ledger;

import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.venue.DeviceId;
import java.util.Map;

/**
 * How far each device that can record entries has drained: nothing that it recorded up to this time is still to come. A
 * device from which nothing has come stands at {@link HybridTime#ZERO}.
 */
public record Drained(Map<DeviceId, HybridTime> through) {
    public Drained {
        through = Map.copyOf(through);
    }

    /** Can no device tell anything new of this time or before? */
    public boolean past(HybridTime time) {
        return through.values().stream().allMatch(reached -> reached.compareTo(time) >= 0);
    }
}
