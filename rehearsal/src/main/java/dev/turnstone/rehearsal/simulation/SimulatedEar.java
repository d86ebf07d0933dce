package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.kiosk.admit.Memory;
import dev.turnstone.kiosk.roster.Hearing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a gate hears of the others, by the product's own {@link Hearing}, on a card that is written now and then. */
final class SimulatedEar {
    private final boolean believesAnything;
    private final Map<PassKey, PassUsage> written = new LinkedHashMap<>();
    private final Map<PassKey, PassUsage> unwritten = new LinkedHashMap<>();
    private String writtenLife = "";
    private long writtenPosition;
    private Hearing hearing = new Hearing("", 0);

    /** @param believesAnything the planted bug: the last word counts, whatever its position */
    SimulatedEar(boolean believesAnything) {
        this.believesAnything = believesAnything;
    }

    /** At a start: what was written is all there is. */
    void wake(Memory memory) {
        hearing = new Hearing(writtenLife, writtenPosition);
        List<PassUsage> kept = written();
        hearing.kept(kept);
        kept.forEach(usage -> memory.told(usage.eventId(), usage.passNumber(), usage.version(), usage.counted()));
    }

    String writtenLife() {
        return writtenLife;
    }

    List<PassUsage> written() {
        return List.copyOf(written.values());
    }

    void write() {
        if (!unwritten.isEmpty()) {
            written.putAll(unwritten);
            unwritten.clear();
            writtenLife = hearing.incarnation();
            writtenPosition = hearing.position();
        }
    }

    void losePower(Weather weather) {
        if (!unwritten.isEmpty()) {
            weather.reached(Reached.HEARD_USAGE_LOST);
            unwritten.clear();
        }
    }

    List<PassUsage> hear(UsageBatch batch) {
        List<PassUsage> news = hearing.hear(batch);
        news.forEach(usage -> unwritten.put(new PassKey(usage.eventId(), usage.passNumber()), usage));
        return believesAnything ? batch.passes() : news;
    }

    long position() {
        return hearing.position();
    }

    boolean leavesGap(UsageBatch batch) {
        return hearing.leavesGap(batch);
    }
}
