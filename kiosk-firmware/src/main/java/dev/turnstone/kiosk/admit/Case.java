package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import java.time.Instant;
import java.util.Optional;

/**
 * A guest who stands before staff: turned away a moment ago, or looked at because staff asked to.
 *
 * @param shown empty where nothing genuine was shown
 * @param decision what the gate says; an {@link Decision.Admit} only where staff asked to look first
 * @param history what this gate knows of the pass
 */
public record Case(PresentationId id, Optional<Shown> shown, Decision decision, History history, Instant at) {
    /** Whether the system could not tell, so that a person must. */
    public boolean referred() {
        return decision instanceof Decision.Refer;
    }
}
