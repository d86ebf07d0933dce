package dev.turnstone.admission.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every issuing key a venue trusts, as a numbered setting: of two sets the higher number holds. */
public final class KeySet {
    /** What a device holds before the first set has reached it. */
    public static final KeySet NONE = new KeySet(0, List.of());

    private final long number;
    private final List<EventKey> keys;
    private final Map<KeyId, List<EventKey>> byId;

    public KeySet(long number, List<EventKey> keys) {
        this.number = number;
        this.keys = List.copyOf(keys);
        Map<KeyId, List<EventKey>> index = new HashMap<>();
        for (EventKey key : keys) {
            index.computeIfAbsent(key.id(), id -> new ArrayList<>(1)).add(key);
        }
        index.replaceAll((id, sharing) -> List.copyOf(sharing));
        this.byId = Map.copyOf(index);
    }

    public long number() {
        return number;
    }

    public List<EventKey> keys() {
        return keys;
    }

    /** Every key with this id, each to be tried. */
    public List<EventKey> withId(KeyId id) {
        return byId.getOrDefault(id, List.of());
    }

    /** Which of the two holds: a lower number is refused, whoever brings it. */
    public KeySet replacedBy(KeySet other) {
        return other.number >= number ? other : this;
    }

    @Override
    public String toString() {
        return "KeySet[number=" + number + ", keys=" + keys.size() + "]";
    }
}
