package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.LaneId;
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

    private final LaneId lane;
    private final List<Consumer<LaneEvent>> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<LaneEvent> untold = new LinkedBlockingQueue<>(MOST);
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

    void tell(List<LaneEvent> events) {
        for (LaneEvent event : events) {
            if (!untold.offer(event)) {
                LOG.error(
                        "Lane {}: nobody has taken the last {} events, so this one is told nowhere: {}",
                        lane,
                        MOST,
                        event);
            }
        }
    }

    /** Tells what is left, then ends. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                tell(untold.take());
            }
        } catch (InterruptedException e) {
            for (LaneEvent event = untold.poll(); event != null; event = untold.poll()) {
                tell(event);
            }
        }
    }

    private void tell(LaneEvent event) {
        for (Consumer<LaneEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("Lane {}: a listener failed at {}", lane, event, e);
            }
        }
    }
}
