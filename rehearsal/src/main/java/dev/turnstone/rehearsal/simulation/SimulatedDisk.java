package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.hub.ledger.Answer;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.Incident;
import dev.turnstone.hub.ledger.LedgerStore;
import dev.turnstone.platform.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The hub's disk. A commit that has returned stays; one that was cut is there or is not. */
final class SimulatedDisk implements LedgerStore {
    private static final double DIES_IN_COMMIT = 0.002;

    private final SplittableRandom random;
    private final Weather weather;
    private final boolean lies;
    private final List<List<Change>> commits = new ArrayList<>();
    private final Map<PresentationId, Answer> answers = new LinkedHashMap<>();
    private final Map<JournalId, Stored> journals = new LinkedHashMap<>();
    private final List<Incident> incidents = new ArrayList<>();
    private int synced;
    private boolean full;

    private record Stored(DeviceId device, List<byte[]> entries) {}

    /** @param lies says that a commit is on the disk before it is */
    SimulatedDisk(SplittableRandom random, Weather weather, boolean lies) {
        this.random = random;
        this.weather = weather;
        this.lies = lies;
    }

    void fill(boolean isFull) {
        full = isFull;
    }

    @Override
    public Image load() {
        return new Image(
                List.copyOf(answers.values()),
                journals.entrySet().stream()
                        .map(each -> new StoredJournal(
                                each.getKey(),
                                each.getValue().device(),
                                each.getValue().entries()))
                        .toList(),
                incidents);
    }

    @Override
    public void commit(List<Change> changes) {
        if (full && !weather.isCalm()) {
            weather.reached(Reached.HUB_DISK_FULL);
            throw new StoreException("the disk is full", new IllegalStateException("simulated"));
        }
        if (weather.strikes(DIES_IN_COMMIT)) {
            weather.reached(Reached.HUB_KILLED_IN_COMMIT);
            if (random.nextBoolean()) {
                keep(changes);
                synced = commits.size();
            }
            throw new PowerCut();
        }
        keep(changes);
        if (!lies) {
            synced = commits.size();
        }
    }

    /** What a disk that lies does a little later. */
    void sync() {
        synced = commits.size();
    }

    /** The power is gone, and with it whatever was not on the disk yet. */
    void losePower() {
        if (synced < commits.size()) {
            List<List<Change>> left = List.copyOf(commits.subList(0, synced));
            commits.clear();
            answers.clear();
            journals.clear();
            incidents.clear();
            left.forEach(this::keep);
        }
    }

    private void keep(List<Change> changes) {
        commits.add(changes);
        for (Change change : changes) {
            switch (change) {
                case Change.Presented presented ->
                    presented.row().answer().ifPresent(answer -> answers.put(answer.id(), answer));
                case Change.Bound bound -> journals.put(bound.journal(), new Stored(bound.device(), new ArrayList<>()));
                case Change.Stored stored -> {
                    List<byte[]> entries = entries(stored.journal());
                    if (stored.from() != entries.size() + 1L) {
                        throw new IllegalStateException("stored from " + stored.from() + " after " + entries.size());
                    }
                    entries.addAll(stored.entries());
                }
                case Change.Raised raised -> incidents.add(raised.incident());
            }
        }
    }

    private List<byte[]> entries(JournalId journal) {
        return Optional.ofNullable(journals.get(journal)).map(Stored::entries).orElseGet(ArrayList::new);
    }

    @Override
    public Optional<byte[]> entry(JournalId journal, long position) {
        List<byte[]> entries = entries(journal);
        return position <= entries.size() ? Optional.of(entries.get((int) position - 1)) : Optional.empty();
    }

    /** Of a journal, without a gap. */
    long position(JournalId journal) {
        return entries(journal).size();
    }

    Optional<Answer> answer(PresentationId id) {
        return Optional.ofNullable(answers.get(id));
    }

    /** The same records, but that journals come in the opposite order. */
    Image reversed() {
        Image image = load();
        return new Image(image.answers().reversed(), image.journals().reversed(), image.incidents());
    }

    /** A disk that has forgotten these answers: for a planted bug. */
    void forget(PresentationId id) {
        answers.remove(id);
    }

    List<Answer> answers() {
        return List.copyOf(answers.values());
    }
}
