package dev.turnstone.admission.ledger;

import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.venue.DeviceId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everyone's records merged: one {@link Row} per presentation. Whatever order journals and grants arrive in, and however
 * often, the ledger comes out the same.
 *
 * <p>One thread owns it. It keeps nothing durable: the hub rebuilds it from what it stored.
 */
public final class Ledger {
    private final Map<PresentationId, Row> rows = new HashMap<>();
    private final Map<PassKey, Set<PresentationId>> byPass = new HashMap<>();
    private final Map<JournalId, Set<PresentationId>> byJournal = new HashMap<>();
    /** Of each journal: the first presentation of the latest life that was heard of. */
    private final Map<JournalId, Long> latestLife = new HashMap<>();

    /** The hub granted this entry: to be told once the grant is durable, and not before. */
    public Row granted(PresentationId id, Granted granted) {
        return add(Row.granted(id, granted));
    }

    /** A device's journal says so. The rows that this changed. */
    public Collection<Row> hear(DeviceId device, JournalId journal, JournalEntry entry) {
        return switch (entry.fact()) {
            case Fact.Started started -> supersede(journal, started.firstSeq());
            case Fact.Intent intent -> {
                PresentationId id = new PresentationId(journal, intent.seq());
                yield List.of(add(Row.intended(id, device, new Heard<>(entry.position(), entry.stamp(), intent))));
            }
            case Fact.Outcome outcome -> ended(device, new PresentationId(journal, outcome.seq()), entry);
            case Fact.TurnedAway away -> ended(device, new PresentationId(journal, away.seq()), entry);
            case Fact.Crossed crossed -> ended(device, new PresentationId(journal, crossed.seq()), entry);
            case Fact.Noted noted -> List.of();
            case Fact.Ruled ruled ->
                switch (ruled.ruling()) {
                    case GIVEN_BACK -> List.of(giveBack(new PresentationId(journal, ruled.seq()), device));
                    case ADMITTED, REFUSED, HELD, RELEASED -> List.of();
                };
        };
    }

    /** Staff gave this entry back: a verdict, which stays apart from what the device wrote. */
    public Row giveBack(PresentationId id, DeviceId device) {
        return add(Row.givenBack(id, device));
    }

    /** Everything that the other ledger knows is known here too. */
    public void merge(Ledger other) {
        other.latestLife.forEach(this::supersede);
        other.rows.values().forEach(this::add);
    }

    public Optional<Row> row(PresentationId id) {
        return Optional.ofNullable(rows.get(id));
    }

    public Collection<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** Every presentation of this pass, in the order that all devices agree on. */
    public List<Row> rows(PassKey pass) {
        return byPass.getOrDefault(pass, Set.of()).stream()
                .map(rows::get)
                .sorted(Comparator.comparing(Row::order)
                        .thenComparing(row -> row.id().toString()))
                .toList();
    }

    /**
     * What counts for this pass.
     *
     * @param proof what the cloud says the pass proves itself by; a journal that says otherwise spends nothing
     */
    public List<Use> uses(PassKey pass, Optional<Proof> proof) {
        return rows(pass).stream()
                .filter(row -> isProven(row, proof))
                .flatMap(row -> row.use().stream())
                .toList();
    }

    /** What the hub granted itself it verified itself; a device's word needs the proof, where we have one. */
    public static boolean isProven(Row row, Optional<Proof> proof) {
        return row.granted().isPresent()
                || proof.isEmpty()
                || row.shown()
                        .filter(shown -> shown.proof().equals(proof.get()))
                        .isPresent();
    }

    private List<Row> ended(DeviceId device, PresentationId id, JournalEntry entry) {
        return List.of(add(Row.ended(id, device, new Heard<>(entry.position(), entry.stamp(), entry.fact()))));
    }

    private Row add(Row known) {
        PresentationId id = known.id();
        boolean ofEarlierLife = id.seq() < latestLife.getOrDefault(id.journal(), 0L);
        Row row = rows.merge(id, ofEarlierLife ? known.asSuperseded() : known, Row::merge);
        byJournal.computeIfAbsent(id.journal(), journal -> new HashSet<>()).add(id);
        row.shown()
                .map(PassKey::of)
                .ifPresent(pass ->
                        byPass.computeIfAbsent(pass, key -> new HashSet<>()).add(id));
        return row;
    }

    private Collection<Row> supersede(JournalId journal, long firstSeq) {
        latestLife.merge(journal, firstSeq, Math::max);
        List<Row> changed = byJournal.getOrDefault(journal, Set.of()).stream()
                .map(rows::get)
                .filter(row -> row.id().seq() < firstSeq && !row.superseded())
                .map(Row::asSuperseded)
                .toList();
        changed.forEach(row -> rows.put(row.id(), row));
        return changed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ledger that && rows.equals(that.rows) && latestLife.equals(that.latestLife);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }
}
