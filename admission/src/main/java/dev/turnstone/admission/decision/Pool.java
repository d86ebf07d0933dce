package dev.turnstone.admission.decision;

import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.AreaId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Room that is counted on its own: an event's house, or one area of it.
 *
 * @param area empty = the whole house
 */
public record Pool(EventId event, Optional<AreaId> area) {

    /** Every pool that a guest through this gate would be counted in, with its capacity. Empty where nothing is limited. */
    public static Map<Pool, Integer> behind(GateId gate, Sheet sheet) {
        Map<Pool, Integer> pools = new LinkedHashMap<>();
        if (sheet.capacity() > 0) {
            pools.put(new Pool(sheet.event(), Optional.empty()), sheet.capacity());
        }
        sheet.areas().stream()
                .filter(area -> area.gates().contains(gate))
                .forEach(area -> pools.put(new Pool(sheet.event(), Optional.of(area.id())), area.capacity()));
        return pools;
    }
}
