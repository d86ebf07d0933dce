package dev.turnstone.cloud.work;

import dev.turnstone.platform.health.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that does a kind of work until none is left, then rests until it is woken or {@code rest} is over. What
 * waits lives in a table, so a wake-up that is lost (another instance wrote the row, the process died) costs at most a
 * rest. A round that fails is logged and tried again after a rest: it never ends the thread.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** One round. */
    @FunctionalInterface
    public interface Round {
        /** Returns whether there may be more to do at once. */
        boolean run() throws InterruptedException;
    }

    private final String name;
    private final Round round;
    private final Duration rest;
    private final InstantSource clock;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;
    private volatile Instant lastRound;
    private volatile @Nullable String trouble;

    private Worker(String name, Duration rest, InstantSource clock, Round round) {
        this.name = name;
        this.round = round;
        this.rest = rest;
        this.clock = clock;
        this.lastRound = clock.instant();
        this.thread = Thread.ofVirtual().name(name).unstarted(this::live);
    }

    public static Worker start(String name, Duration rest, InstantSource clock, Round round) {
        Worker worker = new Worker(name, rest, clock, round);
        worker.thread.start();
        return worker;
    }

    /** There is work: do not rest. */
    public void wake() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Degraded when the last round failed, or when none has ended for ten rests. */
    public Status status() {
        String said = trouble;
        if (said != null) {
            return Status.degraded(said);
        }
        Duration since = Duration.between(lastRound, clock.instant());
        return since.compareTo(rest.multipliedBy(10).plusSeconds(30)) > 0
                ? Status.degraded("no round has ended for %d s".formatted(since.toSeconds()))
                : Status.up();
    }

    private void live() {
        while (!closing) {
            if (!oneRound()) {
                await();
            }
        }
    }

    private boolean oneRound() {
        try {
            boolean more = round.run();
            trouble = null;
            lastRound = clock.instant();
            return more;
        } catch (InterruptedException e) {
            closing = true;
            return false;
        } catch (RuntimeException e) {
            if (!closing) {
                trouble = String.valueOf(e.getMessage());
                LOG.warn("{}: this round failed and will be tried again", name, e);
            }
            return false;
        }
    }

    private void await() {
        try {
            if (bell.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    @Override
    public void close() {
        closing = true;
        wake();
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
