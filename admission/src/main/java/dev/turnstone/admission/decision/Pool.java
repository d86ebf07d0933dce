package dev.turnstone.admission.decision;

import dev.turnstone.admission.sheet.Area;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.AreaId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Room that is counted on its own: an event's house, or one area of it.
 *
 * @param area empty = the whole house
 */
public record Pool(EventId event, Optional<AreaId> area) {

    /** Every pool that a guest through this gate is counted in. Empty where nothing is limited. */
    public static List<Pool> behind(GateId gate, Sheet sheet) {
        Stream<Pool> house =
                sheet.capacity() > 0 ? Stream.of(new Pool(sheet.event(), Optional.empty())) : Stream.empty();
        Stream<Pool> areas = sheet.areas().stream()
                .filter(area -> area.gates().contains(gate))
                .map(area -> new Pool(sheet.event(), Optional.of(area.id())));
        return Stream.concat(house, areas).toList();
    }

    /** How many it holds by this sheet; nobody, where the sheet does not know it. */
    public int capacityIn(Sheet sheet) {
        return area.map(id -> sheet.area(id).map(Area::capacity).orElse(0)).orElse(sheet.capacity());
    }
}
