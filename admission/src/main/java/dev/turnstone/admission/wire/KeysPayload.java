package dev.turnstone.admission.wire;

import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.venue.EventId;
import java.time.Instant;
import java.util.List;

/** The payload of the {@code keys} setting. */
public record KeysPayload(String kind, long number, List<Entry> keys) {
    public static final String KIND = "keys";

    /** One issuing key; {@code publicKey} in hexadecimal. */
    public record Entry(String event, String publicKey, Instant from, Instant until) {}

    public static KeysPayload of(KeySet keys) {
        return new KeysPayload(
                KIND,
                keys.number(),
                keys.keys().stream()
                        .map(key -> new Entry(key.event().value(), key.key().hex(), key.from(), key.until()))
                        .toList());
    }

    /** @throws IllegalArgumentException where it is no key set, or holds a key that may not be registered */
    public KeySet keySet() {
        if (!kind.equals(KIND)) {
            throw new IllegalArgumentException("not a key set but \"" + kind + "\"");
        }
        return new KeySet(
                number,
                keys.stream()
                        .map(entry -> new EventKey(
                                new EventId(entry.event()),
                                PublicKey.fromHex(entry.publicKey()),
                                entry.from(),
                                entry.until()))
                        .toList());
    }
}
