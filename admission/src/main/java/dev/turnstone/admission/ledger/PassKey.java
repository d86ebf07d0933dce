package dev.turnstone.admission.ledger;

import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.EventId;

/** One pass in the ledger: numbers are random, but they name a pass only within its event. */
public record PassKey(EventId event, PassNumber number) {

    public static PassKey of(Shown shown) {
        return new PassKey(shown.event(), shown.number());
    }
}
