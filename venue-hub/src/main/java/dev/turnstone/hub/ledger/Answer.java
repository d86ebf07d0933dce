package dev.turnstone.hub.ledger;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.ledger.Granted;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.Doorway;
import java.time.Instant;
import java.util.Optional;

/**
 * What the hub answered to a claim; the same claim gets it again.
 *
 * @param shown empty where nothing genuine was shown
 */
public record Answer(PresentationId id, Optional<Shown> shown, Doorway doorway, Instant at, Decision decision) {

    Optional<Granted> granted() {
        return decision instanceof Decision.Admit admit
                ? shown.map(pass -> new Granted(pass, doorway, admit.ordinal(), at))
                : Optional.empty();
    }
}
