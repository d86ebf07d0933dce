package dev.turnstone.kiosk.roster;

import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.kiosk.roster.Generations.Generation;
import dev.turnstone.kiosk.roster.RosterOverlay.Heard;
import dev.turnstone.kiosk.roster.RosterOverlay.Image;
import dev.turnstone.kiosk.roster.RosterOverlay.Told;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gate knows of one event's passes: a file that never changes, and above it what changed since. Whoever decides
 * looks into both without waiting for anybody. One thread fetches, builds and writes; another may tell changes meanwhile.
 *
 * <pre>
 *   pages  ─► whole ─► table ─► written, synced, renamed, synced, mapped ─► looked into ─► changes up to it dropped
 *   changes ─► looked into at once ─► on the disk within seconds ─► many: into the next table
 * </pre>
 */
final class EventRoster {
    private static final Logger log = LoggerFactory.getLogger(EventRoster.class);
    static final String KIND = "roster";
    /** More people than any house sells in one night; what is beyond is not kept, and admitted by its signature. */
    static final int MOST_PASSES = 500_000;
    /** So many changes are worth a new file. */
    static final int MANY_CHANGES = 2_000;

    private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration CONFIRMED_WRITTEN_EVERY = Duration.ofMinutes(1);

    private final EventId event;
    private final Generations generations;
    private final RosterOverlay overlay;
    private volatile View view;

    private long base;
    private long position;
    private boolean kept;
    private boolean anotherLife;
    private boolean newFile;
    private final Map<Long, Told> unwritten = new HashMap<>();
    private Instant confirmed;
    private Instant confirmedWritten = Instant.EPOCH;
    private Optional<Intake> intake = Optional.empty();
    private Optional<String> fault = Optional.empty();
    private Instant failed = Instant.MIN;

    /** What is looked into. */
    private record View(String incarnation, Optional<Table> table, Map<Long, Told> changes) {
        Optional<RosterEntry> find(long number) {
            Told told = changes.get(number);
            return told != null
                    ? Optional.of(told.entry())
                    : table.flatMap(file -> file.get(number)).flatMap(RosterEntry::read);
        }
    }

    /** What a file says of itself. */
    record Head(String event, String incarnation, long position, Instant at) {}

    /** A roster that is being read from its beginning. */
    private static final class Intake {
        final String incarnation;
        final TreeMap<Long, RosterEntry> entries = new TreeMap<>();
        long to;

        Intake(String incarnation) {
            this.incarnation = incarnation;
        }

        void add(RosterPage page) {
            page.passes().forEach(pass -> entries.put(pass.passNumber().value(), RosterEntry.of(pass)));
            to = page.to();
        }
    }

    EventRoster(EventId event, Shelf shelf, RosterOverlay overlay) {
        this.event = event;
        this.generations = new Generations(shelf, event.value(), KIND);
        this.overlay = overlay;
        Image image = overlay.load(event.value());
        Optional<Generation> file = generations.newest();
        Optional<Head> head =
                file.flatMap(EventRoster::head).filter(said -> said.event().equals(event.value()));
        Heard heard = image.heard();
        this.kept = head.isPresent();
        this.base = head.map(Head::position).orElse(0L);
        this.position = base;
        this.confirmed = heard.confirmed();
        Map<Long, Told> changes = new ConcurrentHashMap<>();
        boolean ofThisLife = head.isEmpty() || head.get().incarnation().equals(heard.incarnation());
        if (ofThisLife) {
            // Without a file these are not all there is to know, but whoever is revoked in them stays revoked.
            image.changes().forEach((number, told) -> {
                if (told.position() > base) {
                    changes.put(number, told);
                }
            });
        }
        if (kept && ofThisLife && heard.base() <= base) {
            position = Math.max(base, heard.position());
        }
        this.anotherLife = !ofThisLife;
        head.filter(said -> said.at().isAfter(confirmed)).ifPresent(said -> confirmed = said.at());
        this.view = new View(
                head.map(Head::incarnation).orElse(heard.incarnation()),
                head.isPresent() ? file.map(Generation::table) : Optional.empty(),
                changes);
    }

    private static Optional<Head> head(Generation file) {
        try {
            return Optional.of(Json.read(file.table().head(), Head.class));
        } catch (JsonFault e) {
            log.warn("{} is of another version; it is fetched again", file.name());
            return Optional.empty();
        }
    }

    /** Never waits. */
    Optional<RosterEntry> find(long number) {
        return view.find(number);
    }

    /** @return whether something was told before that has not been heard, and has to be fetched */
    synchronized boolean hear(RosterChanges batch, Instant now) {
        if (!batch.incarnation().equals(view.incarnation)) {
            return true;
        }
        if (batch.to() <= position) {
            return false;
        }
        batch.changes().forEach(change -> change(change, batch.to()));
        // What is told behind a gap holds at once, but what lies in the gap is still to come.
        if (view.table.isEmpty() || batch.from() > position + 1) {
            return true;
        }
        position = batch.to();
        confirmed = now;
        return false;
    }

    private void change(RosterChanges.Change change, long at) {
        long number = change.passNumber().value();
        Told told = view.changes.get(number);
        if (told == null || at >= told.position()) {
            Told next = new Told(at, RosterEntry.of(change));
            view.changes.put(number, next);
            unwritten.put(number, next);
        }
    }

    /** From where on the hub is to be asked. */
    synchronized long after() {
        return intake.map(reading -> reading.to).orElse(view.table.isPresent() ? position : 0);
    }

    /**
     * What the hub answered.
     *
     * @param after what it was asked
     * @return whether there is more to ask for
     */
    boolean take(long after, RosterPage page, Instant now) throws IOException {
        Optional<Intake> whole;
        synchronized (this) {
            if (page.to() <= after && page.to() < page.head()) {
                throw new IOException("the hub's page of " + event + " leads nowhere");
            }
            if (view.table.isPresent() && page.incarnation().equals(view.incarnation)) {
                return goOn(page, now);
            }
            whole = begin(after, page);
            if (whole.isEmpty()) {
                return true;
            }
            confirmed = now;
        }
        Intake reading = whole.get();
        replace(reading.incarnation, reading.to, now, bytes(reading.entries), reading.entries);
        return false;
    }

    private boolean goOn(RosterPage page, Instant now) {
        intake = Optional.empty();
        if (page.head() < position) {
            log.warn("The hub's roster of {} ends at {}, before ours at {}: ours stays", event, page.head(), position);
            return false;
        }
        page.passes().forEach(pass -> change(pass, page.to()));
        position = Math.max(position, page.to());
        if (page.to() < page.head()) {
            return true;
        }
        confirmed = now;
        return false;
    }

    /** Reads from the beginning; what holds until it has been read to the end goes on holding. */
    private Optional<Intake> begin(long after, RosterPage page) {
        boolean next = intake.filter(reading -> reading.incarnation.equals(page.incarnation()) && reading.to == after)
                .isPresent();
        if (!next) {
            intake = Optional.of(new Intake(page.incarnation()));
            if (after > 0) {
                return Optional.empty();
            }
        }
        Intake reading = intake.orElseThrow();
        if (reading.entries.size() + page.passes().size() > MOST_PASSES) {
            intake = Optional.empty();
            fault = Optional.of("has more than " + MOST_PASSES + " passes, and is not kept");
            throw new IllegalStateException("the roster of " + event + " " + fault.get());
        }
        reading.add(page);
        if (page.to() < page.head()) {
            return Optional.empty();
        }
        intake = Optional.empty();
        return Optional.of(reading);
    }

    /** Builds a file of what is known, where enough has changed or the last one could not be kept. */
    void rebuild(Instant now) {
        View before;
        long upTo;
        TreeMap<Long, RosterEntry> changed = new TreeMap<>();
        synchronized (this) {
            before = view;
            upTo = position;
            boolean unkept = !kept && before.table.isPresent();
            if ((upTo <= base && !unkept) || failed.plus(TRY_AGAIN_AFTER).isAfter(now)) {
                return;
            }
            before.changes.forEach((number, told) -> {
                if (told.position() > base && told.position() <= upTo) {
                    changed.put(number, told.entry());
                }
            });
            if (changed.size() < MANY_CHANGES && !unkept) {
                return;
            }
        }
        Iterator<Map.Entry<Long, byte[]>> merged =
                new Merged(before.table.orElseThrow().ascending(), bytes(changed));
        replace(before.incarnation, upTo, now, merged, Map.of());
    }

    private void replace(
            String incarnation,
            long upTo,
            Instant now,
            Iterator<Map.Entry<Long, byte[]>> entries,
            Map<Long, RosterEntry> fresh) {
        Table.Built built = Table.build(Json.text(new Head(event.value(), incarnation, upTo, now)), entries);
        Optional<Generation> published = Optional.empty();
        Optional<String> trouble = Optional.empty();
        try {
            published = Optional.of(generations.publish(built, upTo));
        } catch (IOException e) {
            log.warn("The roster of {} cannot be kept, and holds until the next start: {}", event, e.toString());
            trouble = Optional.of("cannot be kept: " + e.getMessage());
        }
        Table table = published.map(Generation::table).orElseGet(built::table);
        boolean keptNow = published.isPresent();
        synchronized (this) {
            boolean sameLife = incarnation.equals(view.incarnation);
            Map<Long, Told> changes = new ConcurrentHashMap<>();
            if (sameLife) {
                // A note is in no file: it stays for as long as this gate runs.
                view.changes.forEach((number, told) -> {
                    if (told.position() > upTo || (told.entry().hasNote() && !fresh.containsKey(number))) {
                        changes.put(number, told);
                    }
                });
                unwritten.values().removeIf(told -> told.position() <= upTo);
            } else {
                unwritten.clear();
                position = 0;
            }
            fresh.forEach((number, entry) -> {
                if (entry.hasNote()) {
                    changes.putIfAbsent(number, new Told(upTo, entry));
                }
            });
            // Whoever looks into the table before is not disturbed; the collector unmaps it when nobody does any more.
            view = new View(incarnation, Optional.of(table), changes);
            position = Math.max(position, upTo);
            kept = keptNow;
            fault = trouble;
            failed = keptNow ? Instant.MIN : now;
            base = upTo;
            newFile = true;
            anotherLife |= !sameLife;
        }
        log.info("The roster of {} holds {} passes as of position {}", event, table.size(), upTo);
        published.ifPresent(file -> {
            write();
            generations.keepOnly(file);
        });
    }

    private static Iterator<Map.Entry<Long, byte[]>> bytes(SortedMap<Long, RosterEntry> entries) {
        return entries.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().bytes()))
                .iterator();
    }

    /** Puts on the disk what is new; on a disk that is not well it is tried again with the next. */
    synchronized void write() {
        boolean confirmedLately = Duration.between(confirmedWritten, confirmed).compareTo(CONFIRMED_WRITTEN_EVERY) > 0;
        // Changes say nothing without the file that they stand above.
        if (!kept || (unwritten.isEmpty() && !newFile && !anotherLife && !confirmedLately)) {
            return;
        }
        Heard heard = new Heard(view.incarnation, base, position, confirmed);
        if (anotherLife) {
            overlay.restart(event.value(), heard);
            anotherLife = false;
        }
        overlay.write(event.value(), heard, unwritten, base);
        unwritten.clear();
        newFile = false;
        confirmedWritten = confirmed;
    }

    /** Whether the card has failed under the file: then it is fetched again. */
    synchronized boolean hasLostItsFile() {
        if (view.table.filter(Table::isLost).isEmpty()) {
            return false;
        }
        view = new View(view.incarnation, Optional.empty(), view.changes);
        position = 0;
        base = 0;
        kept = false;
        fault = Optional.of("cannot be read any more, and is fetched again");
        return true;
    }

    /** Nobody will ask for it again. */
    synchronized void forget() {
        generations.clear();
        overlay.forget(event.value());
    }

    synchronized Roster.Status status() {
        return new Roster.Status(
                event, view.table.isPresent(), view.table.map(Table::size).orElse(0), position, confirmed, fault);
    }
}
