package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.LiveCode;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.EventId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this device itself knows of passes: whom it let in, and which live code and version it last saw. Rebuilt from
 * the journal at start; a pass of which nothing is remembered is refused nothing. Used by one thread.
 */
public final class Memory {
    /** More guests than any house has in one night; the longest unseen is forgotten first. */
    static final int MOST_PASSES = 200_000;

    private final Map<Key, Known> passes = new LinkedHashMap<>(1_024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST_PASSES;
        }
    };

    private record Key(EventId event, PassNumber number) {}

    private static final class Known {
        private History history = History.EMPTY;
        private final Map<PresentationId, Use> uses = new LinkedHashMap<>(2);
    }

    public History history(EventId event, PassNumber number) {
        Known known = passes.get(new Key(event, number));
        return known == null ? History.EMPTY : known.history;
    }

    /** This presentation uses the pass, for now or for good; told twice, it still counts once. */
    public void used(EventId event, PassNumber number, PresentationId presentation, Use use) {
        Known known = known(event, number);
        known.uses.put(presentation, use);
        known.history = known.history.uses(new ArrayList<>(known.uses.values()));
    }

    /** Nobody walked through: the entry is there again. */
    public void givenBack(EventId event, PassNumber number, PresentationId presentation) {
        Known known = known(event, number);
        known.uses.remove(presentation);
        known.history = known.history.uses(new ArrayList<>(known.uses.values()));
    }

    public void seenVersion(EventId event, PassNumber number, int version) {
        Known known = known(event, number);
        known.history = known.history.seenVersion(version);
    }

    /** This code was verified: no earlier one holds again. */
    public void verified(EventId event, PassNumber number, LiveCode code) {
        Known known = known(event, number);
        known.history = known.history.verified(code);
    }

    private Known known(EventId event, PassNumber number) {
        return passes.computeIfAbsent(new Key(event, number), key -> new Known());
    }
}
