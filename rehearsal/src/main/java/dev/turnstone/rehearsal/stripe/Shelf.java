package dev.turnstone.rehearsal.stripe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things by their id in the order of their making; beyond its capacity the eldest is forgotten. */
final class Shelf<V> {
    private final LinkedHashMap<String, V> things;

    Shelf(int capacity) {
        things = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > capacity;
            }
        };
    }

    void put(String id, V thing) {
        things.put(id, thing);
    }

    Optional<V> find(String id) {
        return Optional.ofNullable(things.get(id));
    }

    List<V> oldestFirst() {
        return List.copyOf(things.values());
    }

    List<V> newestFirst() {
        return new ArrayList<>(things.sequencedValues().reversed());
    }

    int size() {
        return things.size();
    }
}
