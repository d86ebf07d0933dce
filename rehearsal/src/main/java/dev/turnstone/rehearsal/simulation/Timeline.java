package dev.turnstone.rehearsal.simulation;

import java.time.Instant;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The simulated clock and network: what happens next happens when its time has come, in an order that the seed decides. */
final class Timeline {
    private static final Instant DOORS = Instant.parse("2026-11-22T03:00:00Z");
    private static final double LOST = 0.10;
    private static final double REPEATED = 0.10;
    private static final double SLOW = 0.05;

    private final PriorityQueue<Happening> ahead = new PriorityQueue<>();
    private final SplittableRandom random;
    private long nowMs;
    private long counter;

    private record Happening(long atMs, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            return atMs != other.atMs ? Long.compare(atMs, other.atMs) : Long.compare(order, other.order);
        }
    }

    Timeline(SplittableRandom random) {
        this.random = random;
    }

    long nowMs() {
        return nowMs;
    }

    Instant now() {
        return DOORS.plusMillis(nowMs);
    }

    void after(long ms, Runnable what) {
        ahead.add(new Happening(nowMs + ms, counter++, what));
    }

    /** Over the network: perhaps late, perhaps twice, perhaps never. */
    void send(Runnable arrival) {
        if (random.nextDouble() >= LOST) {
            after(delayMs(), arrival);
        }
        if (random.nextDouble() < REPEATED) {
            after(delayMs(), arrival);
        }
    }

    /** The next thing; false when nothing is left. */
    boolean step() {
        @Nullable Happening next = ahead.poll();
        if (next == null) {
            return false;
        }
        nowMs = next.atMs();
        next.what().run();
        return true;
    }

    private long delayMs() {
        return random.nextDouble() < SLOW ? random.nextLong(400, 4_000) : random.nextLong(1, 120);
    }
}
