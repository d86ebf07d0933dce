package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.lane.LaneCommands.Emergency;
import dev.turnstone.turnstile.light.Lights;
import dev.turnstone.turnstile.sense.Felt;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one lane on one named platform thread: it waits for an order, a change of an input, the controller's own next
 * deadline or the next beat of the keep-alive, and ticks. An order wakes it at once, so a grant reaches the relay
 * without waiting for a poll.
 *
 * <p>The keep-alive is beaten by this very thread and no other. Should it hang or die, the beats stop, and hardware
 * frees the way out.
 */
final class LaneLoop implements Lane {
    private static final Logger LOG = LoggerFactory.getLogger(LaneLoop.class);
    /** How long an order may wait for the loop. It is a thousand times what an idle machine takes. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(500);
    /** A loop that has not turned for so long does not come back by itself. */
    private static final Duration HANGS_AFTER = Duration.ofSeconds(2);

    private final LaneSettings settings;
    private final Board board;
    private final LaneController controller;
    private final Senses senses;
    private final Hands hands;
    private final Listeners listeners;
    private final Trace trace = new Trace();
    private final BlockingQueue<Happening> happenings = new ArrayBlockingQueue<>(256);
    private final LongAdder late = new LongAdder();
    private final long lookNanos;
    private final Thread thread;

    private volatile LaneView view;
    private volatile boolean closing;
    private volatile long turnedNanos = System.nanoTime();
    /** What the controller was last told. */
    private LaneInputs known = LaneInputs.QUIET;

    private long wakeAt;
    private LaneCounters counters = LaneCounters.NONE;

    LaneLoop(LaneSettings settings, Board board, EmergencyMemory memory) {
        Emergency emergency = memory.recall();
        this.settings = settings;
        this.board = board;
        this.controller = new LaneController(settings.profile(), settings.timings(), emergency);
        this.senses = new Senses(settings.lane(), board.sensors());
        this.hands = new Hands(settings.lane(), board, memory, emergency);
        this.listeners = new Listeners(settings.lane());
        this.lookNanos = settings.timings().look().toNanos();
        this.view = new LaneView(
                settings.lane(), LaneState.LOCKED, Duty.SERVING, Relays.LOW, Lights.RED, Set.of(), LaneCounters.NONE);
        this.thread =
                Thread.ofPlatform().name("lane-" + settings.lane().value()).unstarted(this::run);
    }

    /** Returns once the lane has been governed for its first tick. */
    LaneLoop start() {
        CompletableFuture<OrderResult> first = new CompletableFuture<>();
        happenings.add(new Ordered(Optional.empty(), first));
        senses.listen(this::feel);
        thread.start();
        try {
            first.get(ANSWER_WITHIN.multipliedBy(10).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("the lane " + settings.lane() + " did not start", e);
        }
        return this;
    }

    @Override
    public LaneId id() {
        return settings.lane();
    }

    @Override
    public GrantResult grant(Direction direction) {
        if (listeners.behind()) {
            return new GrantResult.Refused(Refusal.UNHEARD);
        }
        return switch (order(new LaneOrder.Grant(direction))) {
            case GrantResult result -> result;
            case OrderResult.Done done -> throw new IllegalStateException("a grant is granted or refused");
        };
    }

    @Override
    public LaneState state() {
        return view.state();
    }

    @Override
    public LaneView view() {
        return view;
    }

    @Override
    public Optional<String> failing() {
        if (closing || !thread.isAlive()) {
            return Optional.of("its loop has ended");
        }
        if (System.nanoTime() - turnedNanos > HANGS_AFTER.toNanos()) {
            return Optional.of("its loop has not turned for " + HANGS_AFTER.toSeconds() + " s");
        }
        if (!board.sensors().attended()) {
            return Optional.of("nobody reads its inputs any more");
        }
        return hands.forgetful();
    }

    @Override
    public Optional<String> trouble() {
        return hands.trouble();
    }

    @Override
    public InputCounters inputs() {
        return senses.counters(late.sum());
    }

    @Override
    public LaneTrace trace() {
        return trace.seen(System.nanoTime(), inputs(), hands.trouble());
    }

    @Override
    public void listen(Consumer<LaneEvent> listener) {
        listeners.add(listener);
    }

    @Override
    public void watch(Consumer<LaneView> watcher) {
        listeners.watch(watcher);
    }

    @Override
    public OrderResult openOnce() {
        return order(new LaneOrder.OpenOnce(settings.profile().usualWay()));
    }

    @Override
    public OrderResult holdOpen() {
        return order(new LaneOrder.HoldOpen());
    }

    @Override
    public OrderResult lock() {
        return order(new LaneOrder.Lock());
    }

    @Override
    public OrderResult outOfService() {
        return order(new LaneOrder.OutOfService());
    }

    @Override
    public OrderResult emergencyRelease() {
        return order(new LaneOrder.EmergencyRelease());
    }

    @Override
    public OrderResult resetAfterFire() {
        return order(new LaneOrder.ResetAfterFire());
    }

    @Override
    public OrderResult cancel(long grant) {
        return order(new LaneOrder.Cancel(grant));
    }

    @Override
    public OrderResult beginTest() {
        return order(new LaneOrder.BeginTest());
    }

    @Override
    public OrderResult tryOutput(OutputLine line) {
        return order(new LaneOrder.TryOutput(line));
    }

    @Override
    public OrderResult endTest() {
        return order(new LaneOrder.EndTest());
    }

    @Override
    public void simulate(SimulatedAct act) {
        board.simulation()
                .orElseThrow(() -> new UnsupportedOperationException("lane " + id() + " is not simulated"))
                .act(act);
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        // Woken, not interrupted: an interrupt in the middle of remembering an emergency would undo the writing.
        boolean woken = happenings.offer(new Ordered(Optional.empty(), new CompletableFuture<>()));
        LOG.debug("Lane {} is closing{}", id(), woken ? "" : " behind a full queue");
        try {
            thread.join(ANSWER_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        board.close();
        listeners.close();
    }

    /**
     * An order that the loop did not take in time is withdrawn: it must not release a barrier later, when whoever asked
     * has told the guest to see staff.
     */
    private OrderResult order(LaneOrder order) {
        Ordered ordered = new Ordered(Optional.of(order), new CompletableFuture<>());
        try {
            if (closing || !happenings.offer(ordered, ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return new GrantResult.Refused(Refusal.CLOSED);
            }
            return ordered.answer().get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.error("Lane {} did not take the order {} in time", id(), order);
        }
        if (ordered.withdraw()) {
            return new GrantResult.Refused(Refusal.CLOSED);
        }
        return ordered.answer().join();
    }

    private void feel(Felt felt) {
        if (!happenings.offer(new Changed(felt))) {
            late.increment();
            LOG.debug("Lane {} is behind its sensors; it reads their lines at its next beat", id());
        }
    }

    private void run() {
        try {
            wakeAt = System.nanoTime();
            // On one grid for all lanes of the machine, so that it wakes once for all of them.
            long lookAt = wakeAt - Math.floorMod(wakeAt, lookNanos);
            while (!closing) {
                long wait = Math.min(Math.min(wakeAt, hands.nextBeatAt()), lookAt) - System.nanoTime();
                Happening happening = happenings.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
                if (happening == null) {
                    lookAt = nextLook(lookAt);
                    look();
                } else {
                    take(happening);
                }
            }
        } catch (InterruptedException e) {
            LOG.error("Lane {} was interrupted and is governed no more", id(), e);
        } catch (RuntimeException e) {
            LOG.error("Lane {} is governed no more: its keep-alive stops and the way out is free", id(), e);
        } finally {
            closing = true;
            hands.letGo();
            happenings.forEach(LaneLoop::refuse);
        }
    }

    /** In step, and without making up for what was missed while the machine kept the loop waiting. */
    private long nextLook(long lookAt) {
        long late = Math.max(0, System.nanoTime() - lookAt);
        return lookAt + (late / lookNanos + 1) * lookNanos;
    }

    /** Nothing has come in: the moment to read the lines themselves, so that no lost edge is lost for long. */
    private void look() {
        senses.resample();
        long now = System.nanoTime();
        LaneInputs inputs = senses.inputs(now, hands.barrier(), Optional.empty());
        boolean due = now - wakeAt >= 0 || now - hands.nextBeatAt() >= 0;
        // The controller has said until when it would say the same to the same inputs.
        if (due || !inputs.equals(known)) {
            step(now, inputs, Optional.empty());
        }
    }

    private void take(Happening happening) {
        switch (happening) {
            case Changed changed -> {
                senses.note(changed.felt());
                long at = changed.felt().atNanos();
                step(at, senses.inputs(at, hands.barrier(), Optional.empty()), Optional.empty());
            }
            case Ordered ordered -> {
                if (ordered.begin()) {
                    obey(ordered);
                }
            }
        }
    }

    private void obey(Ordered ordered) {
        long now = System.nanoTime();
        try {
            step(now, senses.inputs(now, hands.barrier(), ordered.order()), Optional.of(ordered));
        } finally {
            // Only where the tick itself failed: nobody may wait for an answer that never comes.
            ordered.answer().complete(new GrantResult.Refused(Refusal.CLOSED));
        }
    }

    private void step(long atNanos, LaneInputs inputs, Optional<Ordered> ordered) {
        known = inputs;
        turnedNanos = System.nanoTime();
        LaneCommands commands = controller.tick(atNanos, inputs);
        hands.apply(commands);
        trace.note(atNanos, senses.felt(), inputs.fire(), commands);
        tell(commands);
        ordered.ifPresent(o -> o.answer().complete(commands.answer().orElseGet(OrderResult.Done::new)));
        hands.remember(commands.emergency());
        wakeAt = commands.wakeAtNanos();
    }

    private void tell(LaneCommands commands) {
        for (LaneEvent event : commands.events()) {
            counters = counters.after(event);
        }
        LaneView before = view;
        LaneView after = new LaneView(
                id(),
                commands.state(),
                commands.duty(),
                commands.relays(),
                commands.lights(),
                commands.faults(),
                counters);
        view = after;
        listeners.tell(commands.events());
        if (!after.equals(before)) {
            listeners.show(after);
        }
    }

    private static void refuse(Happening left) {
        if (left instanceof Ordered ordered && ordered.withdraw()) {
            ordered.answer().complete(new GrantResult.Refused(Refusal.CLOSED));
        }
    }

    private sealed interface Happening {}

    private record Changed(Felt felt) implements Happening {}

    /** An order and its answer. It is either begun by the loop or withdrawn by whoever waits, never both. */
    private record Ordered(Optional<LaneOrder> order, CompletableFuture<OrderResult> answer, AtomicBoolean taken)
            implements Happening {
        Ordered(Optional<LaneOrder> order, CompletableFuture<OrderResult> answer) {
            this(order, answer, new AtomicBoolean());
        }

        boolean begin() {
            return taken.compareAndSet(false, true);
        }

        boolean withdraw() {
            return taken.compareAndSet(false, true);
        }
    }
}
