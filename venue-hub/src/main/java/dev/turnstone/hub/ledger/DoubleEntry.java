package dev.turnstone.hub.ledger;

import dev.turnstone.admission.ledger.Conflict;
import dev.turnstone.admission.ledger.Incident;
import dev.turnstone.admission.ledger.Row;
import dev.turnstone.admission.venue.Doorway;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An entry too many, and how sure that is. It is drawn from the records alone, so it survives whatever they survive. */
public record DoubleEntry(Conflict conflict, Incident.State state) {

    /** What it is called for good, whatever becomes of it. */
    public String key() {
        Conflict.Identity identity = conflict.identity();
        return "DOUBLE_ENTRY/%s/%s/%d"
                .formatted(identity.pass().event(), identity.pass().number(), identity.ordinal());
    }

    public Instant at() {
        return conflict.excess().at();
    }

    /** The gates of all the entries, the one too many last. */
    public List<String> gates() {
        return Stream.concat(conflict.before().stream(), Stream.of(conflict.excess()))
                .map(Row::doorway)
                .flatMap(Optional::stream)
                .map(Doorway::gate)
                .map(Object::toString)
                .toList();
    }
}
