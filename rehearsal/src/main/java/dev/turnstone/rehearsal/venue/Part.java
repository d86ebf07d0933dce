package dev.turnstone.rehearsal.venue;

import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.retry.Backoff;
import dev.turnstone.rehearsal.venue.HealthProbe.Look;
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
import java.util.concurrent.atomic.AtomicInteger;
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
    /** Whoever is ended by a signal leaves with this and the signal's number. */
    private static final int SIGNALLED = 128;

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
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile boolean powered = true;
    private volatile boolean closing;
    private @Nullable Process process;
    private volatile Instant started;
    private volatile PartView view;

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
        return view;
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
            Look look = probe.look(plan.readiness());
            PartState seen = look.ready() ? PartState.READY : wasReady ? PartState.UNWELL : PartState.STARTING;
            String note = wasReady || look.ready() ? look.troubles() : "";
            if (!closing && powered && (view.state() != seen || !view.note().equals(note))) {
                report(seen, note);
            }
            wasReady |= look.ready();
        }
        ended(running);
        return wasReady;
    }

    private @Nullable Process launch() {
        @Nullable Process running = null;
        String fault = "";
        lock.lock();
        try {
            if (closing || !powered) {
                return null;
            }
            started = clock.instant();
            running = launcher.start(plan);
            process = running;
        } catch (IOException e) {
            fault = "its process could not be started: " + e.getMessage();
        } finally {
            lock.unlock();
        }
        report(running == null ? PartState.DIED : PartState.STARTING, fault);
        return running;
    }

    private void ended(Process ended) {
        PartState state;
        lock.lock();
        try {
            process = null;
            if (closing) {
                state = PartState.STOPPED;
            } else if (powered) {
                state = PartState.DIED;
                restarts.incrementAndGet();
            } else {
                state = PartState.CUT;
            }
        } finally {
            lock.unlock();
        }
        report(state, state == PartState.DIED ? lastWords(ended.exitValue()) : "");
    }

    /** Never called with the lock held: who is told may ask other parts how they stand. */
    private void report(PartState state, String note) {
        PartView now = viewed(state, note);
        view = now;
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
                plan.name(),
                plan.title(),
                plan.home(),
                state,
                now,
                Duration.between(started, now),
                restarts.get(),
                note);
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
        if (exitCode > SIGNALLED) {
            return "it was ended by signal " + (exitCode - SIGNALLED);
        }
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
