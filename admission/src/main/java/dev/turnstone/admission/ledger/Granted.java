package dev.turnstone.admission.ledger;

import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.Doorway;
import java.time.Instant;

/** The hub's own word: it verified the whole pass and granted this entry, at this instant of its clock. */
public record Granted(Shown shown, Doorway doorway, int ordinal, Instant at) {}
