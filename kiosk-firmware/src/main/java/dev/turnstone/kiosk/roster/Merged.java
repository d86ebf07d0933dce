package dev.turnstone.kiosk.roster;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** Two ascending rows as one; where both have a number, the second's word holds. */
final class Merged implements Iterator<Map.Entry<Long, byte[]>> {
    private final Iterator<Map.Entry<Long, byte[]>> older;
    private final Iterator<Map.Entry<Long, byte[]>> newer;
    private Optional<Map.Entry<Long, byte[]>> old;
    private Optional<Map.Entry<Long, byte[]>> fresh;

    Merged(Iterator<Map.Entry<Long, byte[]>> older, Iterator<Map.Entry<Long, byte[]>> newer) {
        this.older = older;
        this.newer = newer;
        this.old = next(older);
        this.fresh = next(newer);
    }

    private static Optional<Map.Entry<Long, byte[]>> next(Iterator<Map.Entry<Long, byte[]>> row) {
        return row.hasNext() ? Optional.of(row.next()) : Optional.empty();
    }

    @Override
    public boolean hasNext() {
        return old.isPresent() || fresh.isPresent();
    }

    @Override
    public Map.Entry<Long, byte[]> next() {
        int order = old.isEmpty()
                ? 1
                : fresh.isEmpty()
                        ? -1
                        : Long.compare(old.get().getKey(), fresh.get().getKey());
        Map.Entry<Long, byte[]> taken = order < 0 ? old.orElseThrow() : fresh.orElseThrow();
        if (order <= 0) {
            old = next(older);
        }
        if (order >= 0) {
            fresh = next(newer);
        }
        return taken;
    }
}
