package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.ledger.Arbitration;
import dev.turnstone.admission.ledger.Arbitration.Verdict;
import dev.turnstone.admission.ledger.Granted;
import dev.turnstone.admission.ledger.Ledger;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hub's arbitration and ledger as they are; only time and the ways to them are simulated. */
class SimulatedHub implements Knowledge {
    private final Ledger ledger = new Ledger();
    private final Map<JournalId, Long> heard = new HashMap<>();
    private final KeySet keys;
    private final Sheet sheet;

    SimulatedHub(EventKey key, Sheet sheet) {
        this.keys = new KeySet(1, List.of(key));
        this.sheet = sheet;
    }

    Ledger ledger() {
        return ledger;
    }

    Decision claim(String pass, PresentationId id, Doorway doorway, Instant now) {
        Verdict verdict = Arbitration.judge(pass, this, ledger.row(id), doorway, now);
        verdict.grant().ifPresent(grant -> remember(id, grant));
        return verdict.decision();
    }

    /** Durable before the answer; a hub that forgets this is what the nights must find out. */
    void remember(PresentationId id, Granted grant) {
        var _ = ledger.granted(id, grant);
    }

    /** Takes entries in the order of their positions, as a drain does; the highest that it has without a gap. */
    long drain(DeviceId device, JournalId journal, List<JournalEntry> entries) {
        long position = heard.getOrDefault(journal, 0L);
        for (JournalEntry entry : entries) {
            if (entry.position() == position + 1) {
                var _ = ledger.hear(device, journal, entry);
                position = entry.position();
            }
        }
        heard.put(journal, position);
        return position;
    }

    @Override
    public KeySet keys() {
        return keys;
    }

    @Override
    public Freshness keysFreshness() {
        return Freshness.FRESH;
    }

    @Override
    public Optional<Sheet> sheet(EventId event) {
        return Optional.of(sheet).filter(known -> known.event().equals(event));
    }

    @Override
    public History history(EventId event, PassNumber number) {
        return History.EMPTY.uses(ledger.uses(new PassKey(event, number), Optional.empty()));
    }
}
