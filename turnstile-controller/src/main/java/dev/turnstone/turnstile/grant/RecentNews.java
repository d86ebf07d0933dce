package dev.turnstone.turnstile.grant;

import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/** The last events of a lane, numbered, for whoever asks what has happened since; and how the lane stands. */
public final class RecentNews implements AutoCloseable {
    static final int MOST_KEPT = 512;

    private final ArrayDeque<Numbered> kept = new ArrayDeque<>();
    private long last;
    private boolean closed;

    /** @param number counts from 1 in one life of the controller */
    record Numbered(long number, LaneEvent event) {}

    /** News since some number, and the newest number there is. */
    record Since(long last, List<Numbered> news) {}

    /** Keeps what this lane tells from now on. */
    public static RecentNews of(Lane lane) {
        RecentNews news = new RecentNews();
        lane.listen(news::add);
        return news;
    }

    synchronized void add(LaneEvent event) {
        kept.addLast(new Numbered(++last, event));
        if (kept.size() > MOST_KEPT) {
            kept.removeFirst();
        }
        notifyAll();
    }

    /** What came after this number, as soon as there is anything, or nothing once the patience is over. */
    synchronized Since since(long after, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (last <= after && !closed) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return new Since(
                last, kept.stream().filter(news -> news.number() > after).toList());
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
