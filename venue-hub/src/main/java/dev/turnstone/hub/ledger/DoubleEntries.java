package dev.turnstone.hub.ledger;

import dev.turnstone.admission.ledger.Conflict;
import dev.turnstone.admission.ledger.Incident;
import dev.turnstone.admission.ledger.PassKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every conflict there ever was, once: what no longer conflicts is withdrawn, not forgotten. */
final class DoubleEntries {
    private final Map<PassKey, Map<Conflict.Identity, DoubleEntry>> byPass = new HashMap<>();

    void update(PassKey pass, Collection<Conflict> conflicts) {
        Map<Conflict.Identity, DoubleEntry> before = byPass.getOrDefault(pass, Map.of());
        if (before.isEmpty() && conflicts.isEmpty()) {
            return;
        }
        Map<Conflict.Identity, DoubleEntry> after = new LinkedHashMap<>();
        before.forEach(
                (identity, known) -> after.put(identity, new DoubleEntry(known.conflict(), Incident.State.WITHDRAWN)));
        conflicts.forEach(conflict -> after.put(conflict.identity(), new DoubleEntry(conflict, state(conflict))));
        byPass.put(pass, after);
    }

    /** Passes of which a journal that is still to come may change the matter. */
    Set<PassKey> provisional() {
        return byPass.entrySet().stream()
                .filter(each -> each.getValue().values().stream()
                        .anyMatch(entry -> entry.state() == Incident.State.PROVISIONAL))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    List<DoubleEntry> newestFirst() {
        return byPass.values().stream()
                .flatMap(each -> each.values().stream())
                .sorted(Comparator.comparing(DoubleEntry::at).reversed())
                .toList();
    }

    private static Incident.State state(Conflict conflict) {
        return switch (conflict.certainty()) {
            case PROVISIONAL -> Incident.State.PROVISIONAL;
            case CONFIRMED -> Incident.State.CONFIRMED;
        };
    }
}
