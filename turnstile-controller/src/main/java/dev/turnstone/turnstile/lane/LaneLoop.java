package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.barrier.BarrierHealth;
import dev.turnstone.turnstile.barrier.BarrierLost;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.lane.LaneCommands.Emergency;
import dev.turnstone.turnstile.lane.LaneCommands.KeepAlive;
import dev.turnstone.turnstile.lane.LaneInputs.SensorHealth;
import dev.turnstone.turnstile.light.Lights;
import dev.turnstone.turnstile.sense.Contact;
import dev.turnstone.turnstile.sense.Felt;
import dev.turnstone.turnstile.sense.FireContact;
import dev.turnstone.turnstile.sense.Phase;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final long BEAT_NANOS = Duration.ofMillis(50).toNanos();
    /** How long an order may wait for the loop. It is a thousand times what an idle machine takes. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(500);

    private final LaneSettings settings;
    private final Board board;
    private final EmergencyMemory memory;
    private final LaneController controller;
    private final Listeners listeners;
    private final BlockingQueue<Happening> happenings = new ArrayBlockingQueue<>(256);
    private final Set<Sense> active = EnumSet.noneOf(Sense.class);
    private final Thread thread;

    private volatile LaneView view;
    private volatile boolean closing;
    private volatile boolean overflowed;
    private BarrierHealth barrierHealth = BarrierHealth.REACHED;
    private Emergency remembered;
    private Lights shown = Lights.RED;
    private LaneCounters counters = LaneCounters.NONE;
    private long nextBeatAt;

    LaneLoop(LaneSettings settings, Board board, EmergencyMemory memory) {
        this.settings = settings;
        this.board = board;
        this.memory = memory;
        this.remembered = memory.recall();
        this.controller = new LaneController(settings.profile(), settings.timings(), remembered);
        this.listeners = new Listeners(settings.lane());
        this.view =
                new LaneView(settings.lane(), LaneState.LOCKED, Relays.LOW, Lights.RED, Set.of(), LaneCounters.NONE);
        this.thread =
                Thread.ofPlatform().name("lane-" + settings.lane().value()).unstarted(this::run);
    }

    /** Returns once the lane has been governed for its first tick. */
    LaneLoop start() {
        CompletableFuture<OrderResult> first = new CompletableFuture<>();
        happenings.add(new Ordered(Optional.empty(), first));
        board.sensors().listen(this::feel);
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
            overflowed = true; // The loop reads the lines themselves at its next beat.
        }
    }

    private void run() {
        try {
            resample();
            nextBeatAt = System.nanoTime();
            long wakeAt = nextBeatAt;
            while (!closing) {
                long wait = Math.min(wakeAt, nextBeatAt) - System.nanoTime();
                Happening happening = happenings.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
                wakeAt = step(Optional.ofNullable(happening));
            }
        } catch (InterruptedException e) {
            LOG.debug("Lane {} ends", id());
        } catch (RuntimeException e) {
            LOG.error("Lane {} is governed no more: its keep-alive stops and the way out is free", id(), e);
        } finally {
            closing = true;
            letGo();
        }
    }

    private long step(Optional<Happening> happening) {
        long now = System.nanoTime();
        Optional<Ordered> ordered = Optional.empty();
        if (happening.isPresent()) {
            switch (happening.get()) {
                case Changed changed -> {
                    note(changed.felt());
                    now = changed.felt().atNanos();
                }
                case Ordered order -> ordered = Optional.of(order).filter(Ordered::begin);
            }
        }
        if (overflowed) {
            overflowed = false;
            resample();
        }
        try {
            LaneCommands commands = controller.tick(now, inputs(ordered.flatMap(Ordered::order)));
            apply(commands);
            ordered.ifPresent(o -> o.answer().complete(commands.answer().orElseGet(OrderResult.Done::new)));
            return commands.wakeAtNanos();
        } finally {
            // Only where the tick itself failed: nobody may wait for an answer that never comes.
            ordered.ifPresent(o -> o.answer().complete(new GrantResult.Refused(Refusal.CLOSED)));
        }
    }

    private void apply(LaneCommands commands) {
        try {
            board.barrier().drive(commands.relays());
            beatIfDue(commands.keepAlive());
            barrierHealth = BarrierHealth.REACHED;
        } catch (BarrierLost e) {
            if (barrierHealth == BarrierHealth.REACHED) {
                LOG.error("Lane {} has lost its barrier: {}", id(), e.getMessage());
            }
            barrierHealth = BarrierHealth.LOST;
        }
        for (LaneEvent event : commands.events()) {
            counters = counters.after(event);
        }
        LaneView before = view;
        LaneView after =
                new LaneView(id(), commands.state(), commands.relays(), commands.lights(), commands.faults(), counters);
        view = after;
        if (!commands.lights().equals(shown)) {
            shown = commands.lights();
            board.lamps().show(shown);
        }
        listeners.tell(commands.events());
        if (!after.equals(before)) {
            listeners.show(after);
        }
        remember(commands.emergency());
    }

    private void beatIfDue(KeepAlive keepAlive) throws BarrierLost {
        long now = System.nanoTime();
        if (now - nextBeatAt < 0) {
            return;
        }
        nextBeatAt = now + BEAT_NANOS;
        if (keepAlive == KeepAlive.BEAT) {
            board.barrier().beat();
        }
    }

    private void remember(Emergency emergency) {
        if (emergency == remembered) {
            return;
        }
        try {
            memory.remember(emergency);
            remembered = emergency;
        } catch (IOException e) {
            LOG.error("Lane {} cannot write down that its emergency is {}: {}", id(), emergency, e.getMessage());
        }
    }

    private LaneInputs inputs(Optional<LaneOrder> order) {
        Phase phase = Phase.of(active.contains(Sense.FIRST_PHASE), active.contains(Sense.SECOND_PHASE));
        Set<Contact> contacts = EnumSet.noneOf(Contact.class);
        if (active.contains(Sense.INTRUSION)) {
            contacts.add(Contact.INTRUSION);
        }
        if (active.contains(Sense.MANUAL_RELEASE)) {
            contacts.add(Contact.MANUAL_RELEASE);
        }
        if (active.contains(Sense.TAMPER)) {
            contacts.add(Contact.TAMPER);
        }
        return new LaneInputs(fire(), phase, contacts, barrierHealth, SensorHealth.PLAUSIBLE, order);
    }

    /** The contact's own line at every tick: an alarm must not depend on an edge that was caught. */
    private FireContact fire() {
        return board.sensors().fire();
    }

    private void note(Felt felt) {
        if (felt.active()) {
            active.add(felt.sense());
        } else {
            active.remove(felt.sense());
        }
    }

    private void resample() {
        active.clear();
        active.addAll(board.sensors().active());
    }

    private void letGo() {
        try {
            board.barrier().drive(Relays.LOW);
        } catch (BarrierLost e) {
            LOG.warn("Lane {} could not let go of its relays: {}", id(), e.getMessage());
        }
        for (Happening left : happenings) {
            if (left instanceof Ordered ordered && ordered.withdraw()) {
                ordered.answer().complete(new GrantResult.Refused(Refusal.CLOSED));
            }
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
