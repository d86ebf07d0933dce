package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.LaneId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a lane's events in order, on a thread that may wait for a disk without holding up the barrier. The queue stays
 * short by itself: a lane grants nothing while its listeners are behind, and without grants little happens.
 */
final class Listeners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int BEHIND = 64;
    private static final int MOST = 4096;
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);

    private final LaneId lane;
    private final List<Consumer<LaneEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<LaneView>> watchers = new CopyOnWriteArrayList<>();
    private final BlockingQueue<News> untold = new LinkedBlockingQueue<>(MOST);
    private final Thread thread;

    Listeners(LaneId lane) {
        this.lane = lane;
        this.thread =
                Thread.ofVirtual().name("lane-" + lane.value() + "-events").start(this::run);
    }

    void add(Consumer<LaneEvent> listener) {
        listeners.add(listener);
    }

    boolean behind() {
        return untold.size() > BEHIND;
    }

    void watch(Consumer<LaneView> watcher) {
        watchers.add(watcher);
    }

    void tell(List<LaneEvent> events) {
        events.forEach(event -> add(new Happened(event)));
    }

    void show(LaneView view) {
        if (!watchers.isEmpty()) {
            add(new Looks(view));
        }
    }

    /** Tells what is left, then ends. Never by an interrupt, which could break a listener's writing in two. */
    @Override
    public void close() {
        add(new End());
        try {
            thread.join(LONGEST_FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(News news) {
        if (!untold.offer(news)) {
            LOG.error(
                    "Lane {}: nobody has taken the last {} pieces of news, so this is told nowhere: {}",
                    lane,
                    MOST,
                    news);
        }
    }

    private void run() {
        try {
            while (told(untold.take())) {
                // Until the end is told.
            }
        } catch (InterruptedException e) {
            LOG.error("Lane {}: its events are told no more", lane, e);
        }
    }

    private boolean told(News news) {
        switch (news) {
            case Happened happened -> tell(listeners, happened.event());
            case Looks looks -> tell(watchers, looks.view());
            case End end -> {
                return false;
            }
        }
        return true;
    }

    private <T> void tell(List<Consumer<T>> all, T what) {
        for (Consumer<T> one : all) {
            try {
                one.accept(what);
            } catch (RuntimeException e) {
                LOG.error("Lane {}: a listener failed at {}", lane, what, e);
            }
        }
    }

    private sealed interface News {}

    private record Happened(LaneEvent event) implements News {}

    private record Looks(LaneView view) implements News {}

    private record End() implements News {}
}
