package dev.turnstone.kiosk.app;

import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import dev.turnstone.turnstile.lane.LaneEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens at a lane, on its way into the journal. While there is none, or it takes nothing, news are held, and then
 * written with the time at which they happened: a lane opens for the fire brigade whether or not its card is well.
 */
final class HeldNews implements Records, Consumer<LaneEvent>, Supplier<Now> {
    private static final Logger LOG = LoggerFactory.getLogger(HeldNews.class);
    /** Hours of people who step over a barrier. */
    private static final int MOST_HELD = 4_096;

    private final Deque<Held> held = new ArrayDeque<>();
    private Supplier<Now> clock;
    private Optional<Journalist> journalist = Optional.empty();
    private Optional<Now> when = Optional.empty();

    private sealed interface Held {
        Now at();

        record Happened(LaneEvent event, Now at) implements Held {}

        record Stated(Fact fact, Now at) implements Held {}
    }

    private record Journalist(Records journal, Consumer<LaneEvent> witness) {
        void write(Held news) {
            switch (news) {
                case Held.Happened(LaneEvent event, Now at) -> witness.accept(event);
                case Held.Stated(Fact fact, Now at) -> journal.settle(fact, at);
            }
        }
    }

    /** @param clock as far as it can be trusted without a journal */
    HeldNews(Supplier<Now> clock) {
        this.clock = clock;
    }

    /** When what is being written happened. */
    @Override
    public synchronized Now get() {
        return when.orElseGet(clock);
    }

    @Override
    public synchronized void accept(LaneEvent event) {
        hold(new Held.Happened(event, clock.get()));
    }

    @Override
    public synchronized void settle(Fact fact, Now now) {
        hold(new Held.Stated(fact, now));
    }

    @Override
    public PresentationId mint() {
        throw new IllegalStateException("nobody presents a pass to whom holds news");
    }

    @Override
    public void intend(PresentationId presentation, Fact.Intent intent, Now now) {
        throw new IllegalStateException("nobody presents a pass to whom holds news");
    }

    /** @param witness writes down what happens at the lane; it asks here for the time */
    synchronized void into(Records journal, Consumer<LaneEvent> witness, Supplier<Now> trusted) {
        clock = trusted;
        journalist = Optional.of(new Journalist(journal, witness));
        write();
    }

    /** What is held, as far as the journal takes it. */
    synchronized void write() {
        if (journalist.isEmpty()) {
            return;
        }
        try {
            while (!held.isEmpty()) {
                when = Optional.of(held.getFirst().at());
                journalist.get().write(held.getFirst());
                held.removeFirst();
            }
        } catch (StoreException e) {
            LOG.warn("What happened at the lane is held until the card takes it: {}", e.getMessage());
        } finally {
            when = Optional.empty();
        }
    }

    private void hold(Held news) {
        if (held.size() < MOST_HELD) {
            held.addLast(news);
        } else {
            LOG.error("More happened at the lane than can be held without a card: {} is lost", news);
        }
        write();
    }
}
