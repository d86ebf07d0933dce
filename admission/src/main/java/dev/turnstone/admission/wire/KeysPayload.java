package dev.turnstone.admission.wire;

import dev.turnstone.admission.key.Delegation;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.venue.EventId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The payload of the {@code keys} setting. */
public record KeysPayload(String kind, long number, List<Entry> keys) {
    public static final String KIND = "keys";
    public static final int MOST_KEYS = 1_000;
    /** Passes that one delegated key may ever sign. */
    public static final int HIGHEST_QUOTA = 1_000_000;

    public KeysPayload {
        Check.word("kind", kind);
        Check.number("number", number, 1);
        keys = Check.atMost("keys", keys, MOST_KEYS);
    }

    /**
     * One issuing key; {@code publicKey} in hexadecimal.
     *
     * @param delegation what a hub's own key is limited to
     */
    public record Entry(
            String event, String publicKey, Instant from, Instant until, Optional<DelegationEntry> delegation) {
        public Entry {
            new EventId(event);
            Check.hex("publicKey", publicKey, 32);
            Check.instant("from", from);
            Check.instant("until", until);
        }

        private static Entry of(EventKey key) {
            return new Entry(
                    key.event().value(),
                    key.key().hex(),
                    key.from(),
                    key.until(),
                    key.delegation()
                            .map(limits -> new DelegationEntry(
                                    limits.tiers().stream().sorted().toList(), limits.quota())));
        }

        private EventKey eventKey() {
            return new EventKey(
                    new EventId(event),
                    PublicKey.fromHex(publicKey),
                    from,
                    until,
                    delegation.map(limits -> new Delegation(Set.copyOf(limits.tiers()), limits.quota())));
        }
    }

    /** A {@link Delegation}. */
    public record DelegationEntry(List<Integer> tiers, int quota) {
        public DelegationEntry {
            tiers = Check.atMost("tiers", tiers, 1, Limits.BYTE + 1);
            tiers.forEach(tier -> Check.between("a tier", tier, 0, Limits.BYTE));
            Check.between("quota", quota, 1, HIGHEST_QUOTA);
        }
    }

    public static KeysPayload of(KeySet keys) {
        return new KeysPayload(
                KIND, keys.number(), keys.keys().stream().map(Entry::of).toList());
    }

    /** @throws IllegalArgumentException where it is no key set, or holds a key that may not be registered */
    public KeySet keySet() {
        if (!kind.equals(KIND)) {
            throw new IllegalArgumentException("not a key set but \"" + kind + "\"");
        }
        return new KeySet(number, keys.stream().map(Entry::eventKey).toList());
    }
}
