package dev.turnstone.rehearsal.simulation;

import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The one clock of a night: what happens next happens when its time has come, in an order that the seed decides. */
final class Timeline {
    static final Instant DOORS = Instant.parse("2026-11-22T03:00:00Z");

    private final PriorityQueue<Happening> ahead = new PriorityQueue<>();
    private long nowMs;
    private long counter;

    private record Happening(long atMs, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            return atMs != other.atMs ? Long.compare(atMs, other.atMs) : Long.compare(order, other.order);
        }
    }

    long nowMs() {
        return nowMs;
    }

    long nanos() {
        return nowMs * 1_000_000;
    }

    Instant now() {
        return DOORS.plusMillis(nowMs);
    }

    void after(long ms, Runnable what) {
        ahead.add(new Happening(nowMs + ms, counter++, what));
    }

    /** The next thing, if it happens before this time; false where nothing does. */
    boolean step(long untilMs) {
        @Nullable Happening next = ahead.peek();
        if (next == null || next.atMs() > untilMs) {
            nowMs = Math.max(nowMs, untilMs);
            return false;
        }
        ahead.remove();
        nowMs = next.atMs();
        next.what().run();
        return true;
    }
}
