package dev.turnstone.admission.testing;

import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.ledger.Ledger;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.EventId;
import java.util.Optional;

/** What a hub looks things up in: everyone's records, but for the presentation that it is asked about. */
public record Books(Ledger ledger, Optional<PresentationId> own) implements Knowledge {
    @Override
    public KeySet keys() {
        return Maguey.KEYS;
    }

    @Override
    public Freshness keysFreshness() {
        return Freshness.FRESH;
    }

    @Override
    public Optional<Sheet> sheet(EventId event) {
        return Optional.of(Maguey.sheet());
    }

    @Override
    public History history(EventId event, PassNumber number) {
        return History.EMPTY.uses(ledger.rows(new PassKey(event, number)).stream()
                .filter(row -> own.filter(row.id()::equals).isEmpty())
                .flatMap(row -> row.use().stream())
                .toList());
    }
}
