package dev.turnstone.hub.roster;

import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.EventId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What was sold and on which terms, as far as whoever decides on claims needs it. */
public interface Entitlements {
    KeySet keys();

    Freshness keysFreshness(Instant now);

    Optional<Sheet> sheet(EventId event);

    Collection<Sheet> sheets();

    Optional<RosterEntry> pass(PassKey key);
}
