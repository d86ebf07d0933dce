package dev.turnstone.hub.claim;

import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Doorway;

/**
 * A device asks for an entry. The pass's signature has been checked already: that needs no turn.
 *
 * @param deadlineNs when the device has stopped waiting, on this process's monotonic clock
 */
public record Claim(PresentationId id, Doorway doorway, Recognised shown, long deadlineNs) {}
