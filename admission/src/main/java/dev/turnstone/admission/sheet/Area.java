package dev.turnstone.admission.sheet;

import dev.turnstone.admission.venue.AreaId;
import dev.turnstone.admission.venue.GateId;
import java.util.List;

/** A part of the venue with its own limit, and the gates that lead into it. */
public record Area(AreaId id, int capacity, List<GateId> gates) {
    public Area {
        if (capacity < 1) {
            throw new IllegalArgumentException("an area's capacity must be at least 1: " + capacity);
        }
        gates = List.copyOf(gates);
    }
}
