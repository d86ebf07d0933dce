package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.DeviceId;
import java.util.HashMap;
import java.util.Map;

/**
 * Fills a device's memory from its journal: whoever it let in before the power went is remembered as inside. A release
 * whose end was never written counts as used, until staff give it back.
 */
public final class Recollection {
    private final JournalId journal;
    private final DeviceId device;
    private final Memory memory;
    private final Map<Long, Open> open = new HashMap<>();

    private record Open(Fact.Intent intent, JournalEntry entry) {}

    public Recollection(JournalId journal, DeviceId device, Memory memory) {
        this.journal = journal;
        this.device = device;
        this.memory = memory;
    }

    public void hear(JournalEntry entry) {
        switch (entry.fact()) {
            case Fact.Started started -> {
                open.values().forEach(this::used);
                open.clear();
            }
            case Fact.Intent intent -> {
                open.put(intent.seq(), new Open(intent, entry));
                Shown shown = intent.shown();
                memory.seenVersion(shown.event(), shown.number(), shown.version());
            }
            case Fact.Outcome(long seq, var basis, Passage passage) -> {
                Open ended = open.remove(seq);
                if (ended != null && passage.counts()) {
                    used(ended);
                }
            }
            case Fact.TurnedAway away -> open.remove(away.seq());
            case Fact.Crossed crossed -> {}
            case Fact.Noted noted -> {}
            case Fact.Ruled ruled -> ruled.shown().ifPresent(shown -> ruled(ruled, shown));
        }
    }

    private void ruled(Fact.Ruled ruled, Shown shown) {
        switch (ruled.ruling()) {
            case GIVEN_BACK -> {
                open.remove(ruled.seq());
                memory.givenBack(shown.event(), shown.number(), new PresentationId(journal, ruled.seq()));
            }
            case HELD -> memory.hold(shown.event(), shown.number(), ruled.why());
            case RELEASED -> memory.release(shown.event(), shown.number());
            case ADMITTED, REFUSED -> {}
        }
    }

    /** The end of the journal: what is open now was cut off by the end of that life. */
    public void finish() {
        open.values().forEach(this::used);
        open.clear();
    }

    private void used(Open ended) {
        Fact.Intent intent = ended.intent;
        memory.used(
                intent.shown().event(),
                intent.shown().number(),
                new PresentationId(journal, intent.seq()),
                new Use(
                        device,
                        intent.gate(),
                        intent.direction(),
                        ended.entry.stamp().at(),
                        Use.State.PASSED));
    }
}
