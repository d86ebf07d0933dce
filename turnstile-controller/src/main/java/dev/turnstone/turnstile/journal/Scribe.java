package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.turnstile.journal.Journal.Stamped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes facts from whoever states them, and writes whatever has gathered in one transaction each time it is told to. An
 * intent that cannot be written is given up at once, because a guest waits for it; an ending is kept and tried again,
 * because it must not be lost. It has no thread: {@link JournalWriter} is its thread at a device.
 */
public final class Scribe implements Records {
    private static final Logger log = LoggerFactory.getLogger(Scribe.class);
    private static final int MOST_WAITING = 4_096;
    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_ENDINGS = 16_384;

    private final Journal journal;
    private final long startNanos;
    private final JournalWriter.Listener listener;
    private final BlockingQueue<Task> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final List<Task> endings = new ArrayList<>();
    private HybridTime clock;
    private volatile Optional<CardFault> fault = Optional.empty();
    private volatile int endingsWaiting;

    private static final Duration LOOK_FOR_ROOM = Duration.ofMinutes(10);
    /** The newest time that anybody has told. */
    private volatile Optional<Now> newest = Optional.empty();

    private Optional<Long> lookedNanos = Optional.empty();

    private record Task(Stamped stamped, Optional<PresentationId> intended) {}

    /** @param startNanos when this life of the device began, on the monotonic clock */
    public Scribe(Journal journal, long startNanos, JournalWriter.Listener listener) {
        this.journal = journal;
        this.startNanos = startNanos;
        this.listener = listener;
        this.clock = journal.clock();
    }

    /** Writes that a new life begins, before anything else is written: where the card is full, as soon as it is not. */
    public void start(String boot, Now now) {
        Task began = new Task(stamped(new Fact.Started(boot, journal.nextSeq()), now), Optional.empty());
        try {
            journal.append(List.of(began.stamped));
        } catch (StoreException e) {
            fails(CardFault.of(e));
            endings.add(began);
            endingsWaiting = endings.size();
        }
    }

    Optional<CardFault> fault() {
        return fault;
    }

    int endingsWaiting() {
        return endingsWaiting;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    @Override
    public PresentationId mint() {
        return journal.mint();
    }

    @Override
    public void intend(PresentationId presentation, Fact.Intent intent, Now now) {
        if (journal.room() == Room.NONE || !waiting.offer(new Task(stamped(intent, now), Optional.of(presentation)))) {
            listener.unrecorded(presentation);
        }
    }

    @Override
    public void settle(Fact ending, Now now) {
        if (journal.room() == Room.NONE && ending instanceof Fact.TurnedAway) {
            // The room beyond the last is for those who are in the lane.
            log.debug("The journal is full: who was turned away is not written down");
            return;
        }
        if (!waiting.offer(new Task(stamped(withoutNote(ending), now), Optional.empty()))) {
            // Nobody is admitted while this queue is full, so only refusals can be lost here; a release whose ending
            // is lost counts as unknown after the next start.
            log.error("The journal cannot keep up: an ending was lost");
        }
    }

    /** A note may name a guest, and a card may be stolen: who wrote the note has it, and what staff say is a ruling. */
    private static Fact withoutNote(Fact ending) {
        if (!(ending instanceof Fact.TurnedAway away)) {
            return ending;
        }
        Decision kept = switch (away.decision()) {
            case Decision.Refuse(Reason reason, Hint.Note note) -> new Decision.Refuse(reason);
            case Decision.Refer(Cause cause, Hint.Note note) -> new Decision.Refer(cause);
            case Decision.Admit admit -> admit;
            case Decision.Refuse refuse -> refuse;
            case Decision.Refer refer -> refer;
        };
        return new Fact.TurnedAway(away.seq(), away.shown(), away.gate(), away.lane(), away.direction(), kept);
    }

    /** Stamped where it happens: the hybrid clock's order is the order of the facts. */
    private synchronized Stamped stamped(Fact fact, Now now) {
        // The earliest it can be: a clock that is not trusted yet must not drag the journal years ahead.
        clock = clock.tick(now.time().earliest());
        newest = Optional.of(now);
        return new Stamped(fact, new Stamp(Duration.ofNanos(now.nanos() - startNanos), now.time(), clock));
    }

    /** When nobody waits, a little at a time: the next time there is more. */
    void makeRoom(long nowNanos) {
        boolean due = journal.room() != Room.ENOUGH
                || lookedNanos.isEmpty()
                || nowNanos - lookedNanos.get() >= LOOK_FOR_ROOM.toNanos();
        if (newest.isEmpty() || !due) {
            return;
        }
        try {
            if (!journal.makeRoom(newest.get().time().earliest())) {
                lookedNanos = Optional.of(nowNanos);
            }
        } catch (StoreException e) {
            log.warn("Old entries of the journal cannot be removed: {}", e.getMessage());
            lookedNanos = Optional.of(nowNanos);
        }
    }

    /** Waits until there is something to write, then writes. */
    boolean write(Duration patience) throws InterruptedException {
        Task first = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return write(first == null ? List.of() : List.of(first));
    }

    /** Whatever has gathered; false where the disk did not take it. */
    public boolean write() {
        return write(List.of());
    }

    private boolean write(List<Task> first) {
        List<Task> batch = new ArrayList<>(first);
        waiting.drainTo(batch, MOST_AT_ONCE - batch.size());
        List<Task> all = new ArrayList<>(endings);
        all.addAll(batch);
        if (all.isEmpty()) {
            return true;
        }
        try {
            journal.append(all.stream().map(Task::stamped).toList());
        } catch (StoreException e) {
            fails(CardFault.of(e));
            batch.stream().filter(task -> task.intended.isEmpty()).forEach(endings::add);
            forgetSurplus();
            batch.stream().flatMap(task -> task.intended.stream()).forEach(listener::unrecorded);
            return false;
        }
        if (fault.isPresent()) {
            log.info("The journal can be written again");
            fault = Optional.empty();
            listener.faultChanged();
        }
        endings.clear();
        endingsWaiting = 0;
        all.stream().flatMap(task -> task.intended.stream()).forEach(listener::recorded);
        listener.appended();
        return true;
    }

    private void fails(CardFault why) {
        boolean news = !fault.equals(Optional.of(why));
        if (news) {
            log.error("The journal cannot be written: {}", why.said());
        }
        fault = Optional.of(why);
        if (news) {
            listener.faultChanged();
        }
    }

    /** Through a whole night of a broken card: who was turned away may be forgotten, oldest first; who walked may not. */
    private void forgetSurplus() {
        int surplus = endings.size() - MOST_ENDINGS;
        if (surplus > 0) {
            endings.removeAll(endings.stream()
                    .filter(task -> task.stamped.fact() instanceof Fact.TurnedAway)
                    .limit(surplus)
                    .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>()))));
        }
        endingsWaiting = endings.size();
    }
}
