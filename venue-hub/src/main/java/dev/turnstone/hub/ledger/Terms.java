package dev.turnstone.hub.ledger;

import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.EventId;
import java.time.Instant;
import java.util.Optional;

/** What the cloud has said about passes and events, as far as the ledger needs it. */
public interface Terms {
    /** What a pass proves itself by, where the cloud has told. */
    Optional<Proof> proof(PassKey pass);

    Optional<Sheet> sheet(EventId event);

    /** The event that somebody who crosses without a pass at this moment comes to. */
    Optional<EventId> eventAt(Instant at);
}
