package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.LiveCode;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.EventId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this device knows of passes: whom it let in itself, whom the others let in by what the hub has told, and which
 * live code and version was last seen. Rebuilt from the journal and what was heard at start; a pass of which nothing is
 * remembered is refused nothing. Used by one thread.
 */
public final class Memory {
    /** More guests than any house has in one night; the longest unseen is forgotten first. */
    static final int MOST_PASSES = 200_000;

    static final int MOST_HELD = 1_000;

    private final Map<Key, Known> passes = new LinkedHashMap<>(1_024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST_PASSES;
        }
    };

    /** Passes that staff hold here, and why; more than anyone holds in a night. */
    private final Map<Key, String> held = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
            return size() > MOST_HELD;
        }
    };

    private record Key(EventId event, PassNumber number) {}

    private static final class Known {
        private History history = History.EMPTY;
        private final Map<PresentationId, Use> uses = new LinkedHashMap<>(2);
        private List<Use> told = List.of();

        /**
         * Of its own uses whichever knows more: the device, before the hub has its journal, or the hub, where the device
         * has lost one.
         */
        void count(DeviceId own) {
            List<Use> counted = new ArrayList<>();
            List<Use> toldOfOwn = new ArrayList<>();
            told.forEach(use -> (use.device().equals(own) ? toldOfOwn : counted).add(use));
            counted.addAll(toldOfOwn.size() > uses.size() ? toldOfOwn : uses.values());
            history = history.uses(counted);
        }
    }

    private final DeviceId own;

    public Memory(DeviceId own) {
        this.own = own;
    }

    public History history(EventId event, PassNumber number) {
        Known known = passes.get(new Key(event, number));
        return known == null ? History.EMPTY : known.history;
    }

    /** This presentation uses the pass, for now or for good; told twice, it still counts once. */
    public void used(EventId event, PassNumber number, PresentationId presentation, Use use) {
        Known known = known(event, number);
        known.uses.put(presentation, use);
        known.count(own);
    }

    /** Nobody walked through: the entry is there again. */
    public void givenBack(EventId event, PassNumber number, PresentationId presentation) {
        Known known = known(event, number);
        known.uses.remove(presentation);
        known.count(own);
    }

    /** What the hub says counts for this pass, at all gates. */
    public void told(EventId event, PassNumber number, int version, List<Use> counted) {
        Known known = known(event, number);
        known.told = List.copyOf(counted);
        known.history = known.history.seenVersion(version);
        known.count(own);
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

    /** Staff want to see whoever shows this pass here. */
    public void hold(EventId event, PassNumber number, String why) {
        held.put(new Key(event, number), why);
    }

    public void release(EventId event, PassNumber number) {
        held.remove(new Key(event, number));
    }

    /** Why staff hold this pass, if they do. */
    public Optional<String> heldBecause(EventId event, PassNumber number) {
        return Optional.ofNullable(held.get(new Key(event, number)));
    }

    private Known known(EventId event, PassNumber number) {
        return passes.computeIfAbsent(new Key(event, number), key -> new Known());
    }
}
