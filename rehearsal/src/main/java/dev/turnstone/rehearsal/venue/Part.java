package dev.turnstone.rehearsal.venue;

import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.retry.Backoff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One part, kept alive: started, watched until it is ready, started again with growing pauses when it dies by itself, and
 * left alone while someone has cut its power.
 */
public final class Part implements AutoCloseable {
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), 2.0, 0.1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final PartPlan plan;
    private final JavaProcess launcher;
    private final HealthProbe probe;
    private final InstantSource clock;
    private final Consumer<PartView> told;
    private final Path data;
    private final CompletableFuture<PartView> firstReady = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread keeper;
    private boolean powered = true;
    private boolean closing;
    private @Nullable Process process;
    private Instant started;
    private PartView view;
    private int restarts;

    Part(
            PartPlan plan,
            Path data,
            JavaProcess launcher,
            HealthProbe probe,
            InstantSource clock,
            Consumer<PartView> told) {
        this.plan = plan;
        this.data = data;
        this.launcher = launcher;
        this.probe = probe;
        this.clock = clock;
        this.told = told;
        this.started = clock.instant();
        this.view = viewed(PartState.STARTING, "");
        this.keeper = Thread.ofVirtual().name("keep-" + plan.name()).unstarted(this::keep);
    }

    void start() {
        keeper.start();
    }

    public PartPlan plan() {
        return plan;
    }

    public PartView view() {
        lock.lock();
        try {
            return view;
        } finally {
            lock.unlock();
        }
    }

    /** Done when it is ready for the first time; fails with a sentence if it leaves before. */
    CompletableFuture<PartView> firstReady() {
        return firstReady;
    }

    /** Pulls its plug. It stays off until {@link #powerOn}. */
    public void cutPower() {
        lock.lock();
        try {
            powered = false;
            Process running = process;
            if (running != null) {
                JavaProcess.cutPower(running);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void powerOn() {
        lock.lock();
        try {
            powered = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        @Nullable Process running;
        lock.lock();
        try {
            closing = true;
            running = process;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (running != null) {
                JavaProcess.end(running);
            }
            if (keeper.isAlive()) {
                keeper.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Leftovers.end(data);
    }

    private void keep() {
        int failures = 0;
        try {
            while (awaitPower()) {
                boolean wasReady = live();
                failures = wasReady ? 0 : failures + 1;
                Leftovers.end(data);
                pause(PAUSES.delay(failures, RandomGenerator.getDefault()));
            }
            report(PartState.STOPPED, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One life of its process, from start to end; whether it ever became ready. */
    private boolean live() throws InterruptedException {
        @Nullable Process running = launch();
        if (running == null) {
            return false;
        }
        boolean wasReady = false;
        while (!running.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            boolean isReady = probe.isReady(plan.readiness());
            PartState seen = isReady ? PartState.READY : wasReady ? PartState.UNWELL : PartState.STARTING;
            if (view().state() != seen) {
                report(seen, "");
            }
            wasReady |= isReady;
        }
        ended(running);
        return wasReady;
    }

    private @Nullable Process launch() {
        lock.lock();
        try {
            if (closing || !powered) {
                return null;
            }
            started = clock.instant();
            process = launcher.start(plan);
            report(PartState.STARTING, "");
            return process;
        } catch (IOException e) {
            report(PartState.DIED, "its process could not be started: " + e.getMessage());
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void ended(Process ended) {
        lock.lock();
        try {
            process = null;
            if (closing) {
                report(PartState.STOPPED, "");
            } else if (!powered) {
                report(PartState.CUT, "");
            } else {
                restarts++;
                report(PartState.DIED, lastWords(ended.exitValue()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void report(PartState state, String note) {
        PartView now;
        lock.lock();
        try {
            now = viewed(state, note);
            view = now;
        } finally {
            lock.unlock();
        }
        told.accept(now);
        switch (state) {
            case READY -> firstReady.complete(now);
            case DIED ->
                firstReady.completeExceptionally(new CannotDo(
                        plan.title() + " did not start: " + note, "All that it said is in " + plan.log() + "."));
            case STARTING, UNWELL, CUT, STOPPED -> {}
        }
    }

    private PartView viewed(PartState state, String note) {
        Instant now = clock.instant();
        return new PartView(
                plan.name(), plan.title(), plan.home(), state, now, Duration.between(started, now), restarts, note);
    }

    private boolean awaitPower() throws InterruptedException {
        lock.lock();
        try {
            while (!powered && !closing) {
                changed.await();
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless something is decided about it meanwhile. */
    private void pause(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (left > 0 && powered && !closing) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private String lastWords(int exitCode) {
        try {
            List<String> lines = Files.readString(plan.log(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.stream()
                    .filter(line -> line.contains("did not start: "))
                    .reduce((first, last) -> last)
                    .map(line -> line.substring(line.indexOf("did not start: ") + "did not start: ".length()))
                    .orElse(lines.isEmpty() ? "it said nothing (exit " + exitCode + ")" : lines.getLast());
        } catch (IOException e) {
            return "exit " + exitCode;
        }
    }
}
