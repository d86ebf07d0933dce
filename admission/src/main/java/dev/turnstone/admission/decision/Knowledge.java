package dev.turnstone.admission.decision;

import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import java.util.Optional;

/** What whoever decides can look up, without waiting for anybody. */
public interface Knowledge {
    KeySet keys();

    Freshness keysFreshness();

    Optional<Sheet> sheet(EventId event);

    History history(EventId event, PassNumber number);

    default Headroom headroom(Sheet sheet, Doorway doorway) {
        return Headroom.UNLIMITED;
    }
}
