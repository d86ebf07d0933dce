package dev.turnstone.hub.dashboard;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.DoubleEntry;
import dev.turnstone.hub.ledger.Incident;
import dev.turnstone.hub.ledger.LedgerListener;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.hub.ledger.LedgerState;
import dev.turnstone.hub.ledger.LedgerStore;
import dev.turnstone.hub.ledger.Occupancy;
import dev.turnstone.hub.ledger.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ledger counted up as the dashboard wants it, kept current with every commit instead of asked for. */
public final class Figures implements LedgerListener {
    private static final int RECENT = 60;
    /** Of those that are not double entries. */
    public static final int INCIDENTS = 50;

    private static final Duration KEPT = Duration.ofHours(36);

    private final InstantSource clock;
    private final Map<PresentationId, Long> counted = new HashMap<>();
    private final Map<GateId, TreeMap<Long, Integer>> enteredByMinute = new HashMap<>();
    private final TreeMap<Long, Map<Reason, Integer>> refusedByMinute = new TreeMap<>();
    private final TreeMap<Long, Integer> referredByMinute = new TreeMap<>();
    private final Map<GateId, Instant> lastScan = new HashMap<>();
    private final LinkedHashMap<PresentationId, LedgerRow> recent = new LinkedHashMap<>();
    private final Deque<Incident> incidents = new ArrayDeque<>();
    private final Set<String> incidentsKnown = new HashSet<>();
    private Map<EventId, Occupancy> occupancy = Map.of();
    private List<DoubleEntry> doubleEntries = List.of();
    private int rows;
    private long forgotten = Long.MIN_VALUE;
    private Runnable changed = () -> {};

    public Figures(InstantSource clock) {
        this.clock = clock;
    }

    /** Called after every change; quick, as the sequencer waits. */
    public synchronized void onChange(Runnable told) {
        changed = told;
    }

    public synchronized int rows() {
        return rows;
    }

    public synchronized Occupancy occupancy(EventId event) {
        return occupancy.getOrDefault(event, Occupancy.NONE);
    }

    public synchronized Map<EventId, Occupancy> occupancy() {
        return occupancy;
    }

    /** Entries in each of the last {@code minutes}, oldest first; the last one is still running. */
    public synchronized List<Integer> perMinute(Optional<GateId> gate, Instant now, int minutes) {
        long last = minute(now);
        List<Integer> counts = new ArrayList<>(minutes);
        for (long each = last - minutes + 1; each <= last; each++) {
            int sum = 0;
            for (Map.Entry<GateId, TreeMap<Long, Integer>> entry : enteredByMinute.entrySet()) {
                if (gate.isEmpty() || gate.get().equals(entry.getKey())) {
                    sum += entry.getValue().getOrDefault(each, 0);
                }
            }
            counts.add(sum);
        }
        return counts;
    }

    public synchronized Map<Reason, Integer> refusedSince(Instant from) {
        Map<Reason, Integer> sums = new EnumMap<>(Reason.class);
        refusedByMinute
                .tailMap(minute(from))
                .values()
                .forEach(counts -> counts.forEach((reason, count) -> sums.merge(reason, count, Integer::sum)));
        sums.values().removeIf(count -> count <= 0);
        return sums;
    }

    public synchronized int referredSince(Instant from) {
        return referredByMinute.tailMap(minute(from)).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    public synchronized Optional<Instant> lastScan(GateId gate) {
        return Optional.ofNullable(lastScan.get(gate));
    }

    /** Every gate that anything was ever presented at. */
    public synchronized Set<GateId> gates() {
        return Set.copyOf(lastScan.keySet());
    }

    /** What changed last, newest first. */
    public synchronized List<LedgerRow> recent(int limit) {
        return List.copyOf(
                recent.sequencedValues().reversed().stream().limit(limit).toList());
    }

    public synchronized List<Incident> incidents(int limit) {
        return incidents.stream().limit(limit).toList();
    }

    /** Entries too many that the records still tell of, newest first. */
    public synchronized List<DoubleEntry> doubleEntries() {
        return doubleEntries;
    }

    @Override
    public synchronized void committed(List<Change> changes, LedgerState state) {
        for (Change change : changes) {
            switch (change) {
                case Change.Presented presented -> {
                    presented.before().ifPresent(this::uncount);
                    show(presented.row());
                }
                case Change.Raised raised -> raise(raised.incident());
                case Change.Bound bound -> {}
                case Change.Stored stored -> {}
            }
        }
        totals(state);
    }

    @Override
    public synchronized void rebuilt(LedgerStore.Image image, LedgerState state) {
        counted.clear();
        enteredByMinute.clear();
        refusedByMinute.clear();
        referredByMinute.clear();
        lastScan.clear();
        recent.clear();
        incidents.clear();
        incidentsKnown.clear();
        state.rows().stream()
                .sorted(Comparator.comparing(row -> row.settled().orElse(row.at())))
                .forEach(this::show);
        image.incidents().forEach(this::raise);
        totals(state);
    }

    private void totals(LedgerState state) {
        forget();
        occupancy = state.occupancy();
        doubleEntries = state.doubleEntries();
        rows = state.size();
        changed.run();
    }

    private void show(LedgerRow row) {
        count(row);
        Instant at = noLaterThan(clock.instant(), row.at());
        lastScan.merge(row.doorway().gate(), at, (one, other) -> one.isAfter(other) ? one : other);
        recent.remove(row.id());
        recent.put(row.id(), row);
        if (recent.size() > RECENT) {
            recent.pollFirstEntry();
        }
    }

    /** In the minute in which it happened; where its device's clock runs ahead, in which we first heard of it. */
    private void count(LedgerRow row) {
        Instant at = hasEntered(row) ? row.settled().orElse(row.at()) : row.at();
        long current = minute(clock.instant());
        long minute = minute(at) > current ? counted.getOrDefault(row.id(), current) : minute(at);
        if (minute >= current - KEPT.toMinutes()) {
            counted.put(row.id(), minute);
            add(row, minute, 1);
        } else {
            counted.remove(row.id());
        }
    }

    /** From the minute in which it was counted, whatever its stamps would say by now. */
    private void uncount(LedgerRow row) {
        Long minute = counted.get(row.id());
        if (minute != null) {
            add(row, minute, -1);
        }
    }

    private void add(LedgerRow row, long minute, int sign) {
        if (hasEntered(row)) {
            enteredByMinute
                    .computeIfAbsent(row.doorway().gate(), gate -> new TreeMap<>())
                    .merge(minute, sign, Integer::sum);
        } else if (row.settlement() == Settlement.TURNED_AWAY && row.decision().isPresent()) {
            switch (row.decision().get()) {
                case Decision.Refuse refuse ->
                    refusedByMinute
                            .computeIfAbsent(minute, each -> new EnumMap<>(Reason.class))
                            .merge(refuse.reason(), sign, Integer::sum);
                case Decision.Refer refer -> referredByMinute.merge(minute, sign, Integer::sum);
                case Decision.Admit admit -> {}
            }
        }
    }

    private static boolean hasEntered(LedgerRow row) {
        return row.settlement().crossed() && row.doorway().direction() == Direction.IN;
    }

    /** By our own clock: a device's, years ahead, would take the whole history with it. */
    private void forget() {
        long oldest = minute(clock.instant()) - KEPT.toMinutes();
        if (oldest > forgotten) {
            forgotten = oldest;
            enteredByMinute.values().forEach(minutes -> minutes.headMap(oldest).clear());
            refusedByMinute.headMap(oldest).clear();
            referredByMinute.headMap(oldest).clear();
            counted.values().removeIf(minute -> minute < oldest);
        }
    }

    private static Instant noLaterThan(Instant now, Instant at) {
        return at.isAfter(now) ? now : at;
    }

    private void raise(Incident incident) {
        if (incidentsKnown.add(incident.identity())) {
            incidents.addFirst(incident);
            if (incidents.size() > INCIDENTS) {
                incidents.removeLast();
            }
        }
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60L);
    }
}
