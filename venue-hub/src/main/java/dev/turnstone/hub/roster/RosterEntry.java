package dev.turnstone.hub.roster;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.record.Proof;

/** How one pass stands, by the cloud's latest word. */
public record RosterEntry(int tier, int version, int admits, Standing standing, Proof proof) {}
