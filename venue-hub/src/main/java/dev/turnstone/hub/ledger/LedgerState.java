package dev.turnstone.hub.ledger;

import dev.turnstone.admission.decision.Pool;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.ledger.Drained;
import dev.turnstone.admission.ledger.Ledger;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.ledger.Reconciliation;
import dev.turnstone.admission.ledger.Row;
import dev.turnstone.admission.pass.LiveCode;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.JournalReading;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger in memory, for one thread. It is a function of what is on the disk, so that it can be
 * thrown away and rebuilt from there at any time.
 */
public final class LedgerState {
    private final Terms terms;
    private final Ledger ledger = new Ledger();
    private final Map<PresentationId, Answer> answers = new HashMap<>();
    private final Map<PresentationId, LedgerRow> rows = new HashMap<>();
    private final Map<JournalId, JournalState> journals = new HashMap<>();
    private final Map<EventId, Occupancy> occupancy = new HashMap<>();
    private final Map<EventGate, Occupancy> occupancyByGate = new HashMap<>();
    private final Map<DeviceId, HybridTime> drained = new HashMap<>();
    private final DoubleEntries doubleEntries = new DoubleEntries();
    // Not kept on disk: a code is of no use a minute later, and a restart takes longer to matter.
    private final Map<PassKey, LiveCode> codes = new HashMap<>();

    private LedgerState(Terms terms) {
        this.terms = terms;
    }

    public static LedgerState of(LedgerStore.Image image, Terms terms) {
        LedgerState state = new LedgerState(terms);
        image.answers().forEach(state::answered);
        image.journals().forEach(journal -> {
            state.bound(journal.id(), journal.device());
            state.stored(journal.id(), journal.entries());
            for (byte[] bytes : journal.entries()) {
                if (JournalCodec.decode(bytes) instanceof JournalReading.Sound sound) {
                    state.heard(journal.device(), journal.id(), sound.entry());
                }
            }
        });
        return state;
    }

    public Optional<Answer> answer(PresentationId id) {
        return Optional.ofNullable(answers.get(id));
    }

    /** What the devices' journals and our grants say of it. */
    public Optional<Row> row(PresentationId id) {
        return ledger.row(id);
    }

    public Collection<LedgerRow> rows() {
        return List.copyOf(rows.values());
    }

    public int size() {
        return rows.size();
    }

    /** What counts for a pass, leaving out one presentation: nobody stands in their own way. */
    public List<Use> uses(PassKey pass, PresentationId except) {
        Optional<Proof> proof = terms.proof(pass);
        return ledger.rows(pass).stream()
                .filter(row -> !row.id().equals(except))
                .filter(row -> Ledger.isProven(row, proof))
                .flatMap(row -> row.use().stream())
                .toList();
    }

    public List<Use> uses(PassKey pass) {
        return ledger.uses(pass, terms.proof(pass));
    }

    boolean isProven(Row row) {
        return Ledger.isProven(row, row.shown().map(PassKey::of).flatMap(terms::proof));
    }

    public Occupancy occupancy(EventId event) {
        return occupancy.getOrDefault(event, Occupancy.NONE);
    }

    /** Of a house, or of one area of it: whoever went in and out through the gates that lead into it. */
    public Occupancy occupancy(Pool pool, Sheet sheet) {
        return pool.area()
                .map(area -> sheet.area(area).stream()
                        .flatMap(known -> known.gates().stream())
                        .map(gate -> occupancyByGate.getOrDefault(new EventGate(pool.event(), gate), Occupancy.NONE))
                        .reduce(Occupancy.NONE, Occupancy::plus))
                .orElseGet(() -> occupancy(pool.event()));
    }

    public Map<EventId, Occupancy> occupancy() {
        return Map.copyOf(occupancy);
    }

    public Optional<LiveCode> lastCode(PassKey pass) {
        return Optional.ofNullable(codes.get(pass));
    }

    public void verified(PassKey pass, LiveCode code) {
        codes.put(pass, code);
    }

    public Optional<DeviceId> owner(JournalId journal) {
        return journal(journal).map(JournalState::device);
    }

    public Optional<JournalState> journal(JournalId journal) {
        return Optional.ofNullable(journals.get(journal));
    }

    public void bound(JournalId journal, DeviceId device) {
        journals.put(journal, JournalState.fresh(journal, device));
        // Until it has told us anything it may still tell anything: nothing is confirmed before.
        drained.putIfAbsent(device, HybridTime.ZERO);
    }

    void stored(JournalId journal, List<byte[]> entries) {
        journals.computeIfPresent(journal, (id, state) -> state.after(entries));
    }

    /** The hub's own word on a claim. */
    public List<Change.Presented> answered(Answer answer) {
        answers.put(answer.id(), answer);
        answer.granted().ifPresent(granted -> ledger.granted(answer.id(), granted));
        return view(answer.id()).stream().toList();
    }

    /** What a device's journal says; the rows that changed by it. */
    List<Change.Presented> heard(DeviceId device, JournalId journal, JournalEntry entry) {
        drained.merge(device, entry.stamp().clock(), (one, other) -> one.compareTo(other) >= 0 ? one : other);
        List<Change.Presented> changed = ledger.hear(device, journal, entry).stream()
                .flatMap(row -> view(row.id()).stream())
                .toList();
        Set<PassKey> passes = new HashSet<>(doubleEntries.provisional());
        changed.forEach(each -> each.row().shown().map(PassKey::of).ifPresent(passes::add));
        passes.forEach(this::reconcile);
        return changed;
    }

    /** Entries beyond what their passes admit, newest first. */
    public List<DoubleEntry> doubleEntries() {
        return doubleEntries.newestFirst();
    }

    private void reconcile(PassKey pass) {
        Optional<Proof> proof = terms.proof(pass);
        List<Row> proven = ledger.rows(pass).stream()
                .filter(row -> Ledger.isProven(row, proof))
                .toList();
        int admits = proven.stream()
                .flatMap(row -> row.shown().stream())
                .mapToInt(Shown::admits)
                .findFirst()
                .orElse(PassBody.UNLIMITED);
        doubleEntries.update(
                pass, Reconciliation.conflicts(pass, proven, admits, terms.sheet(pass.event()), new Drained(drained)));
    }

    private Optional<Change.Presented> view(PresentationId id) {
        Optional<Row> row = ledger.row(id);
        Optional<LedgerRow> view =
                LedgerRow.of(id, row, answer(id), row.map(this::isProven).orElse(true));
        return view.map(now -> {
            Optional<LedgerRow> before = Optional.ofNullable(rows.put(id, now));
            before.ifPresent(each -> count(each, -1));
            count(now, 1);
            return new Change.Presented(before, now);
        });
    }

    private void count(LedgerRow row, int sign) {
        row.shown()
                .map(Shown::event)
                .or(() -> row.settlement().crossed() ? terms.eventAt(row.at()) : Optional.empty())
                .ifPresent(event -> {
                    Occupancy moved = Occupancy.of(row, sign);
                    occupancy.merge(event, moved, Occupancy::plus);
                    occupancyByGate.merge(new EventGate(event, row.doorway().gate()), moved, Occupancy::plus);
                });
    }

    private record EventGate(EventId event, GateId gate) {}
}
