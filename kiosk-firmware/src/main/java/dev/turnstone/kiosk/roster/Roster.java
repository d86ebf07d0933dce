package dev.turnstone.kiosk.roster;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a gate knows of the passes of each event. It refuses whom it knows to be revoked, blocked or re-issued; a pass
 * that it does not know is as good as its signature, so that a gate without a roster admits all the same.
 */
public final class Roster implements AutoCloseable {
    /** Nobody's reservation belongs to a reservation of a reservation of a reservation. */
    private static final int DEEPEST = 4;

    private final Shelf shelf;
    private final RosterOverlay overlay;
    private final InstantSource clock;
    private final Map<EventId, EventRoster> events = new ConcurrentHashMap<>();

    /**
     * What is known of a pass.
     *
     * @param version the newest that was announced
     */
    public record Known(Standing standing, int version) {
        public static final Known NOTHING = new Known(new Standing.Valid(), 0);
    }

    /**
     * How a roster stands.
     *
     * @param present without it every genuine pass is taken for valid
     * @param passes in its file
     * @param asOf when the hub last said that nothing is newer, by this gate's clock
     * @param fault why it may be lost at the next start
     */
    public record Status(
            EventId event, boolean present, int passes, long position, Instant asOf, Optional<String> fault) {
        static Status absent(EventId event) {
            return new Status(event, false, 0, 0, Instant.EPOCH, Optional.empty());
        }
    }

    Roster(Shelf shelf, HeardFile heard, InstantSource clock) {
        this.shelf = shelf;
        this.overlay = new RosterOverlay(heard);
        this.clock = clock;
        Set<String> names = new HashSet<>(Generations.subjects(shelf, EventRoster.KIND));
        names.addAll(overlay.events());
        names.forEach(name -> of(new EventId(name)));
    }

    public static Roster open(Path folder, HeardFile heard, InstantSource clock) {
        return new Roster(new FolderShelf(folder), heard, clock);
    }

    /** Never waits, and never fails. */
    public Known known(EventId event, PassNumber number) {
        EventRoster roster = events.get(event);
        return roster == null ? Known.NOTHING : known(roster, number, DEEPEST);
    }

    private static Known known(EventRoster roster, PassNumber number, int deepest) {
        Optional<RosterEntry> entry = roster.find(number.value());
        if (entry.isEmpty()) {
            return Known.NOTHING;
        }
        Standing standing = entry.get().standing();
        Optional<PassNumber> parent = entry.get().parent();
        return new Known(
                parent.isPresent() && deepest > 0
                        ? standing.under(
                                known(roster, parent.get(), deepest - 1).standing())
                        : standing,
                entry.get().version());
    }

    /** @return whether something was told before that has not been heard, and has to be fetched */
    public boolean hear(RosterChanges batch) {
        EventRoster roster = events.get(new EventId(batch.event()));
        return roster == null || roster.hear(batch, clock.instant());
    }

    /** From where on the hub is to be asked for this event. */
    public long after(EventId event) {
        return of(event).after();
    }

    /**
     * What the hub answered to a question for what comes after a position.
     *
     * @return whether there is more to ask for
     */
    public boolean take(EventId event, long after, RosterPage page) throws IOException {
        if (!page.event().equals(event.value())) {
            throw new IOException("the hub was asked for " + event + " and answers with " + page.event());
        }
        return of(event).take(after, page, clock.instant());
    }

    /** Writes what is new, and builds a new file where it is worth it. */
    public void keep() {
        Instant now = clock.instant();
        for (EventRoster roster : events.values()) {
            roster.write();
            roster.rebuild(now);
        }
    }

    /** Whether a file was lost under way, so that it has to be fetched again. */
    public boolean hasLostAFile() {
        return events.values().stream().map(EventRoster::hasLostItsFile).reduce(false, Boolean::logicalOr);
    }

    /** No other event has anything to do here any more. */
    public void keepOnly(Collection<EventId> wanted) {
        for (EventId event : List.copyOf(events.keySet())) {
            if (!wanted.contains(event)) {
                Optional.ofNullable(events.remove(event)).ifPresent(EventRoster::forget);
            }
        }
    }

    public Status status(EventId event) {
        EventRoster roster = events.get(event);
        return roster == null ? Status.absent(event) : roster.status();
    }

    /**
     * When the hub last said of each of these that nothing is newer: the longest ago of them; empty where one has not come,
     * and where there is none.
     */
    public Optional<Instant> asOf(Collection<EventId> expected) {
        List<Status> all = expected.stream().map(this::status).toList();
        return all.stream().allMatch(Status::present)
                ? all.stream().map(Status::asOf).min(Comparator.naturalOrder())
                : Optional.empty();
    }

    private EventRoster of(EventId event) {
        return events.computeIfAbsent(event, id -> new EventRoster(id, shelf, overlay));
    }

    @Override
    public void close() {
        events.values().forEach(EventRoster::write);
    }
}
