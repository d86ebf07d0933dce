package dev.turnstone.kiosk.roster;

import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Which of what the hub tells is news. Batches come over two ways, and so in any order: of each pass the highest position
 * wins, and whatever still comes from an earlier life of the hub is not heard any more.
 */
public final class Hearing {
    static final int MOST_PASSES = 200_000;
    private static final int MOST_LIVES = 64;

    private String incarnation;
    private long position;
    private final SequencedSet<String> over = new LinkedHashSet<>();
    private final Map<PassKey, Long> positions = new LinkedHashMap<>(1_024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PassKey, Long> eldest) {
            return size() > MOST_PASSES;
        }
    };

    /** Goes on where an earlier run of this program was. */
    public Hearing(String incarnation, long position) {
        this.incarnation = incarnation;
        this.position = position;
    }

    /** What an earlier run had heard. */
    public void kept(List<PassUsage> usages) {
        usages.forEach(usage -> positions.put(key(usage), usage.position()));
    }

    void forget() {
        incarnation = "";
        position = 0;
        positions.clear();
    }

    /** What of this is news; older words on a pass are not. */
    public List<PassUsage> hear(UsageBatch batch) {
        if (over.contains(batch.incarnation())) {
            return List.of();
        }
        if (!batch.incarnation().equals(incarnation)) {
            over.add(incarnation);
            if (over.size() > MOST_LIVES) {
                over.removeFirst();
            }
            incarnation = batch.incarnation();
            position = 0;
            positions.clear();
        }
        List<PassUsage> news = new ArrayList<>();
        for (PassUsage usage : batch.passes()) {
            if (usage.position() > positions.getOrDefault(key(usage), 0L)) {
                positions.put(key(usage), usage.position());
                news.add(usage);
            }
        }
        // Only without a gap: what lies in one is fetched from where we stand.
        if (batch.from() <= position + 1) {
            position = Math.max(position, batch.to());
        }
        return news;
    }

    /** Which life of the hub is heard. */
    public String incarnation() {
        return incarnation;
    }

    /** Up to here everything of this life of the hub was heard. */
    public long position() {
        return position;
    }

    /** Whether something was told before this batch that has not been heard. */
    public boolean leavesGap(UsageBatch batch) {
        if (over.contains(batch.incarnation())) {
            return false;
        }
        return batch.incarnation().equals(incarnation) ? batch.from() > position + 1 : batch.from() > 1;
    }

    static PassKey key(PassUsage usage) {
        return new PassKey(usage.eventId(), usage.passNumber());
    }
}
