package dev.turnstone.admission.key;

import dev.turnstone.admission.venue.EventId;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that signs passes of one event, from an instant (inclusive) until another (exclusive). The key names the event:
 * a pass carries no other word about it.
 *
 * @param delegation what a hub's own key is limited to; empty for the cloud's keys
 */
public record EventKey(EventId event, PublicKey key, Instant from, Instant until, Optional<Delegation> delegation) {
    public EventKey {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a key's window must begin before it ends: " + from + " to " + until);
        }
    }

    public EventKey(EventId event, PublicKey key, Instant from, Instant until) {
        this(event, key, from, until, Optional.empty());
    }

    public EventKey delegated(Delegation limits) {
        return new EventKey(event, key, from, until, Optional.of(limits));
    }

    /** May this key sign static passes of this tier? Every key of the cloud may. */
    public boolean maySign(int tier) {
        return delegation.isEmpty() || delegation.get().tiers().contains(tier);
    }

    public KeyId id() {
        return key.id();
    }
}
