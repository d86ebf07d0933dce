package dev.turnstone.admission.ledger;

import dev.turnstone.admission.ledger.Conflict.Certainty;
import dev.turnstone.admission.ledger.Conflict.Identity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One conflict as people see it over time. What the records say may change; that somebody has looked at it does not.
 *
 * @param acknowledgedBy empty until somebody has
 */
public record Incident(Identity identity, State state, Optional<String> acknowledgedBy) {

    /** What the records say of it now. */
    public enum State {
        /** A journal may still come that makes it none. */
        PROVISIONAL,
        /** It happened. */
        CONFIRMED,
        /** A later journal, or staff, made it none. */
        WITHDRAWN
    }

    public Incident acknowledged(String person) {
        return new Incident(identity, state, Optional.of(person));
    }

    /** The incidents of some passes after looking at their conflicts again. Exactly one for each there ever was. */
    public static Map<Identity, Incident> update(Map<Identity, Incident> before, Collection<Conflict> conflictsNow) {
        Map<Identity, Incident> after = new LinkedHashMap<>();
        before.forEach((identity, known) ->
                after.put(identity, new Incident(identity, State.WITHDRAWN, known.acknowledgedBy())));
        for (Conflict conflict : conflictsNow) {
            Identity identity = conflict.identity();
            State state = conflict.certainty() == Certainty.CONFIRMED ? State.CONFIRMED : State.PROVISIONAL;
            Optional<String> by = Optional.ofNullable(before.get(identity)).flatMap(Incident::acknowledgedBy);
            after.put(identity, new Incident(identity, state, by));
        }
        return Map.copyOf(after);
    }
}
