package dev.turnstone.kiosk.roster;

import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterChanges.Change;
import dev.turnstone.admission.wire.RosterPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The hub's roster of one event: each pass once, in the order in which it last changed. */
final class RosterHouse {
    static final EventId EVENT = new EventId("maguey-saturday");

    private final String incarnation;
    private final Map<String, Placed> passes = new LinkedHashMap<>();
    private long head;
    private long told;

    private record Placed(long position, Change change) {}

    RosterHouse(String incarnation) {
        this.incarnation = incarnation;
    }

    void sell(long number) {
        put(number, 1, Change.VALID, Optional.empty(), Optional.empty());
    }

    void revoke(long number) {
        put(number, 1, Change.REVOKED, Optional.empty(), Optional.empty());
    }

    void reissue(long number, int version) {
        put(number, version, Change.VALID, Optional.empty(), Optional.empty());
    }

    void block(long number, String note) {
        put(number, 1, Change.BLOCKED, Optional.of(note), Optional.empty());
    }

    void child(long number, long parent) {
        put(number, 1, Change.VALID, Optional.empty(), Optional.of(Long.toString(parent)));
    }

    /** Something happens to one of a few passes. */
    void shuffle(Random random) {
        long number = random.nextInt(20);
        switch (random.nextInt(3)) {
            case 0 -> sell(number);
            case 1 -> revoke(number);
            default -> reissue(number, 1 + random.nextInt(5));
        }
    }

    private void put(long number, int version, String state, Optional<String> note, Optional<String> parent) {
        Change change = new Change(Long.toUnsignedString(number), 0, version, 1, state, note, parent);
        head++;
        passes.remove(change.number());
        passes.put(change.number(), new Placed(head, change));
    }

    Collection<Change> passes() {
        return passes.values().stream().map(Placed::change).toList();
    }

    long head() {
        return head;
    }

    /** What has changed since it was last told. */
    RosterChanges told() {
        List<Change> changes = behind(told).stream().map(Placed::change).toList();
        RosterChanges message = new RosterChanges(
                EVENT.value(),
                incarnation,
                told + 1,
                head,
                changes.subList(Math.max(0, changes.size() - RosterChanges.MOST_CHANGES), changes.size()));
        told = head;
        return message;
    }

    RosterPage page(long after) {
        List<Placed> behind = behind(after);
        List<Placed> page = behind.subList(0, Math.min(behind.size(), RosterPage.MOST_PASSES));
        long to = page.size() == behind.size() ? head : page.getLast().position;
        return new RosterPage(
                EVENT.value(),
                incarnation,
                to,
                head,
                page.stream().map(Placed::change).toList());
    }

    RosterPage stuckAt(long position) {
        return new RosterPage(EVENT.value(), incarnation, position, head, List.of());
    }

    /** Lets a gate ask until it has everything. */
    void fill(Roster roster) throws IOException {
        boolean more = true;
        while (more) {
            long after = roster.after(EVENT);
            more = roster.take(EVENT, after, page(after));
        }
        told = Math.max(told, head);
    }

    private List<Placed> behind(long after) {
        List<Placed> behind = new ArrayList<>();
        passes.values().stream().filter(placed -> placed.position > after).forEach(behind::add);
        return behind;
    }
}
