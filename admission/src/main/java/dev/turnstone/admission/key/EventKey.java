package dev.turnstone.admission.key;

import dev.turnstone.admission.venue.EventId;
import java.time.Instant;

/**
 * A key that signs passes of one event, from an instant (inclusive) until another (exclusive). The key names the event:
 * a pass carries no other word about it.
 */
public record EventKey(EventId event, PublicKey key, Instant from, Instant until) {
    public EventKey {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a key's window must begin before it ends: " + from + " to " + until);
        }
    }

    public KeyId id() {
        return key.id();
    }
}
