package dev.turnstone.admission.ledger;

import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.record.PresentationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that counts for one pass, one use per presentation: whatever is repeated replaces itself. */
public record PassUses(Map<PresentationId, Use> byPresentation) {
    public static final PassUses NONE = new PassUses(Map.of());

    public PassUses {
        byPresentation = Map.copyOf(byPresentation);
    }

    public PassUses with(PresentationId id, Use use) {
        Map<PresentationId, Use> changed = new LinkedHashMap<>(byPresentation);
        changed.put(id, use);
        return new PassUses(changed);
    }

    /** Nobody walked through, or staff gave it back. */
    public PassUses without(PresentationId id) {
        Map<PresentationId, Use> changed = new LinkedHashMap<>(byPresentation);
        changed.remove(id);
        return new PassUses(changed);
    }

    /** For {@link dev.turnstone.admission.decision.History#uses}. */
    public List<Use> uses() {
        return List.copyOf(byPresentation.values());
    }
}
