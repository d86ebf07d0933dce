package dev.turnstone.hub.incident;

import dev.turnstone.hub.staff.AuditLog;
import dev.turnstone.hub.staff.AuditLog.Deed;
import dev.turnstone.hub.staff.Person;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which incidents somebody has looked into, and what they found. It stands in the audit, beside the ledger and not in it:
 * what the records say may change, that somebody has looked does not.
 */
public final class LookedInto {
    private final AuditLog audit;
    private final Map<String, AuditLog.Entry> known = new ConcurrentHashMap<>();

    public LookedInto(AuditLog audit) {
        this.audit = audit;
        audit.all(AuditLog.LOOKED_INTO).forEach(entry -> known.put(entry.subject(), entry));
    }

    public boolean has(String incident) {
        return known.containsKey(incident);
    }

    Optional<AuditLog.Entry> by(String incident) {
        return Optional.ofNullable(known.get(incident));
    }

    /** The first who says so; whoever comes later finds it said. */
    void note(Person who, String incident, String note, Instant now) {
        known.computeIfAbsent(incident, key -> {
            long id = audit.began(who, new Deed(AuditLog.LOOKED_INTO, incident, note), now);
            audit.ended(id, "done", "", now);
            return audit.find(id).orElseThrow();
        });
    }
}
