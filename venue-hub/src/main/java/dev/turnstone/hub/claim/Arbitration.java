package dev.turnstone.hub.claim;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.hub.claim.Order.Outcome;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.JournalMerge;
import dev.turnstone.hub.ledger.JournalState;
import dev.turnstone.hub.ledger.LedgerListener;
import dev.turnstone.hub.ledger.LedgerState;
import dev.turnstone.hub.ledger.LedgerStore;
import dev.turnstone.hub.ledger.Terms;
import dev.turnstone.hub.roster.Entitlements;
import dev.turnstone.hub.roster.RosterEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The venue's one truth: takes orders in batches, decides them one after the other in memory, commits
 * them together, and only then lets anybody know. For one thread; it has none itself, nor a clock.
 */
public final class Arbitration {
    private static final Logger log = LoggerFactory.getLogger(Arbitration.class);
    private static final Outcome STORAGE_FAULT = new Outcome.Decided(new Decision.Refer(Cause.STORAGE_FAULT));

    private final LedgerStore store;
    private final Entitlements roster;
    private final LedgerListener listener;
    private final Arbiter arbiter;
    // Null while the disk has failed: nothing is decided from a memory that the disk does not confirm.
    private @Nullable LedgerState state;

    public Arbitration(LedgerStore store, Entitlements roster, LedgerListener listener) {
        this.store = store;
        this.roster = roster;
        this.listener = listener;
        this.arbiter = new Arbiter(roster);
        this.state = rebuild();
    }

    /** Whether the ledger can be written; a fault is tried again with every batch. */
    public boolean works() {
        return state != null;
    }

    public void take(List<Order> orders, Instant now, long nowNs) {
        LedgerState memory = state == null ? rebuildOrNothing() : state;
        if (memory == null) {
            orders.forEach(Arbitration::fault);
            return;
        }
        List<Change> changes = new ArrayList<>();
        List<Runnable> answers = new ArrayList<>();
        try {
            for (Order order : orders) {
                decide(order, memory, now, nowNs, changes, answers);
            }
            if (!changes.isEmpty()) {
                store.commit(changes);
            }
        } catch (RuntimeException e) {
            log.error("the ledger could not be written; nobody of this batch is admitted by the hub", e);
            state = null;
            state = rebuildOrNothing();
            orders.forEach(Arbitration::fault);
            return;
        }
        answers.forEach(answer -> tell("an answer", answer));
        if (!changes.isEmpty()) {
            tell("a commit", () -> listener.committed(changes, memory));
        }
    }

    /** It is on the disk: a fault of one who is told of it is neither the ledger's nor the next one's. */
    private static void tell(String what, Runnable told) {
        try {
            told.run();
        } catch (RuntimeException e) {
            log.error("whoever is told of {} could not take it", what, e);
        }
    }

    private void decide(
            Order order, LedgerState memory, Instant now, long nowNs, List<Change> changes, List<Runnable> answers) {
        switch (order) {
            case Order.Decide decide -> {
                if (nowNs - decide.claim().deadlineNs() > 0) {
                    answers.add(() -> decide.then().accept(new Outcome.TooLate()));
                    return;
                }
                Claim claim = decide.claim();
                boolean foreign = memory.owner(claim.id().journal())
                        .filter(owner -> !owner.equals(claim.doorway().device()))
                        .isPresent();
                if (foreign) {
                    answers.add(() -> decide.then().accept(new Outcome.NotYours()));
                    return;
                }
                Arbiter.Ruling ruling = arbiter.rule(claim, memory, now);
                changes.addAll(ruling.changes());
                answers.add(() -> decide.then().accept(new Outcome.Decided(ruling.decision())));
            }
            case Order.Read read -> {
                JournalMerge.Batch batch = read.batch();
                changes.addAll(JournalMerge.read(batch, memory, store, now));
                Optional<JournalState> journal = memory.journal(batch.journal())
                        .filter(known -> known.device().equals(batch.device()));
                journal.ifPresent(known -> {
                    long position = known.position();
                    answers.add(() -> read.then().accept(position));
                });
            }
        }
    }

    /** Nobody is admitted on it. Whoever was answered already keeps their answer. */
    static void fault(Order order) {
        switch (order) {
            case Order.Decide decide -> tell("a fault", () -> decide.then().accept(STORAGE_FAULT));
            // No acknowledgement: the device keeps its entries and sends them again.
            case Order.Read read -> {}
        }
    }

    private @Nullable LedgerState rebuildOrNothing() {
        try {
            LedgerState rebuilt = rebuild();
            state = rebuilt;
            return rebuilt;
        } catch (RuntimeException e) {
            log.error("the ledger cannot be read", e);
            return null;
        }
    }

    /** The cloud's word, as the roster has it. */
    private record RosterTerms(Entitlements roster) implements Terms {
        /** The first come before the doors open, and the last leave after they have closed. */
        private static final Duration AROUND_AN_EVENT = Duration.ofHours(4);

        @Override
        public Optional<Proof> proof(PassKey pass) {
            return roster.pass(pass).map(RosterEntry::proof);
        }

        @Override
        public Optional<Sheet> sheet(EventId event) {
            return roster.sheet(event);
        }

        @Override
        public Optional<EventId> eventAt(Instant at) {
            return roster.sheets().stream()
                    .filter(sheet -> at.isAfter(sheet.opens().minus(AROUND_AN_EVENT))
                            && at.isBefore(sheet.closes().plus(AROUND_AN_EVENT)))
                    .max(Comparator.comparing(Sheet::opens))
                    .map(Sheet::event);
        }
    }

    private LedgerState rebuild() {
        LedgerStore.Image image = store.load();
        LedgerState rebuilt = LedgerState.of(image, new RosterTerms(roster));
        tell("the ledger's rebuilding", () -> listener.rebuilt(image, rebuilt));
        return rebuilt;
    }
}
