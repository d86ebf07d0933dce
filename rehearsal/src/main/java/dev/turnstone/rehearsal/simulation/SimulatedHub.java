package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.Claim;
import dev.turnstone.hub.claim.Order;
import dev.turnstone.hub.claim.Order.Outcome;
import dev.turnstone.hub.device.Usage;
import dev.turnstone.hub.ledger.Answer;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.JournalMerge;
import dev.turnstone.hub.ledger.LedgerListener;
import dev.turnstone.hub.ledger.LedgerState;
import dev.turnstone.hub.ledger.LedgerStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hub's arbitration, ledger and broadcast as they are. Simulated are the disk below them, the time, and the queue in
 * front of them: what comes within a moment is taken as one batch.
 */
final class SimulatedHub {
    private static final long SILENCE_MS = 4_000;
    private static final long BROADCAST_MS = 100;

    private final House house;
    private final Timeline timeline;
    private final SplittableRandom random;
    private final Night night;
    private final Plant plant;
    private final SimulatedDisk disk;
    private final List<Order> queue = new ArrayList<>();
    private boolean up;
    private int life;
    private long told;
    private @Nullable Arbitration arbitration;
    private @Nullable Usage usage;
    private @Nullable LedgerState state;

    SimulatedHub(House house, Timeline timeline, SplittableRandom random, Night night, Plant plant) {
        this.house = house;
        this.timeline = timeline;
        this.random = random;
        this.night = night;
        this.plant = plant;
        this.disk = new SimulatedDisk(random.split(), night.weather(), plant == Plant.ANSWER_BEFORE_COMMIT);
    }

    boolean isUp() {
        return up;
    }

    SimulatedDisk disk() {
        return disk;
    }

    LedgerState state() {
        if (state == null) {
            throw new IllegalStateException("the hub is down");
        }
        return state;
    }

    void startIfDown() {
        if (!up) {
            start();
        }
    }

    void start() {
        life++;
        up = true;
        told = 0;
        Usage fresh = new Usage("life-" + life);
        usage = fresh;
        arbitration = new Arbitration(disk, house, LedgerListener.of(fresh, new Newest()));
        told = fresh.head();
        night.trace("the hub starts, life " + life);
        night.hubStarted();
        broadcast(life);
        if (plant == Plant.SILENCE_GIVES_BACK) {
            forgetSilent(life);
        }
    }

    /** Whoever asks how the ledger stands sees what the product's own listeners see. */
    private final class Newest implements LedgerListener {
        @Override
        public void committed(List<Change> changes, LedgerState now) {
            state = now;
        }

        @Override
        public void rebuilt(LedgerStore.Image image, LedgerState now) {
            state = now;
        }
    }

    /** SIGKILL: memory is gone, and so is every connection. */
    void kill() {
        if (!up) {
            return;
        }
        night.weather().reached(Reached.HUB_KILLED);
        night.trace("the hub is killed");
        up = false;
        life++;
        queue.clear();
        arbitration = null;
        usage = null;
        disk.losePower();
        night.hubGone();
        timeline.after(random.nextLong(800, 4_000), this::startIfDown);
    }

    void claim(String pass, PresentationId id, Doorway doorway, Duration budget, Consumer<Outcome> reply) {
        if (!up) {
            return;
        }
        Claim claim = new Claim(id, doorway, house.recognise(pass), timeline.nanos() + budget.toNanos());
        Promises.Known known = night.promises().known(id, pass);
        enqueue(new Order.Decide(claim, outcome -> {
            night.promises().answered(id, outcome, known);
            reply.accept(outcome);
        }));
    }

    void journal(DeviceId device, JournalBatch batch, Consumer<JournalAck> reply) {
        if (!up) {
            return;
        }
        JournalId journal = batch.journalId();
        enqueue(new Order.Read(new JournalMerge.Batch(device, journal, batch.from(), batch.bytes()), position -> {
            night.promises().acknowledged(journal, position);
            reply.accept(new JournalAck(batch.journal(), position));
        }));
        if (plant == Plant.ACK_BEYOND_CONTIGUOUS) {
            int now = life;
            timeline.after(20, () -> {
                if (life == now) {
                    reply.accept(new JournalAck(
                            batch.journal(), batch.from() + batch.entries().size() - 1));
                }
            });
        }
    }

    Optional<UsageBatch> usageAfter(long position) {
        @Nullable Usage now = usage;
        return now == null ? Optional.empty() : now.after(position > now.head() ? 0 : position);
    }

    /** The ledger as these records alone make it. */
    LedgerState rebuilt(LedgerStore.Image image) {
        LedgerState[] built = new LedgerState[1];
        LedgerListener listener = new LedgerListener() {
            @Override
            public void committed(List<Change> changes, LedgerState now) {}

            @Override
            public void rebuilt(LedgerStore.Image from, LedgerState now) {
                built[0] = now;
            }
        };
        var _ = new Arbitration(new Reading(image), house, listener);
        return built[0];
    }

    /** Records that are only read. */
    private record Reading(LedgerStore.Image image) implements LedgerStore {
        @Override
        public Image load() {
            return image;
        }

        @Override
        public void commit(List<Change> changes) {
            throw new UnsupportedOperationException("only read");
        }

        @Override
        public Optional<byte[]> entry(JournalId journal, long position) {
            return Optional.empty();
        }
    }

    private void enqueue(Order order) {
        queue.add(order);
        if (queue.size() == 1) {
            int now = life;
            timeline.after(random.nextLong(1, 15), () -> {
                if (life == now) {
                    flush();
                }
            });
        }
    }

    private void flush() {
        List<Order> batch = List.copyOf(queue);
        queue.clear();
        try {
            if (arbitration != null) {
                arbitration.take(batch, timeline.now(), timeline.nanos());
            }
        } catch (PowerCut cut) {
            kill();
            return;
        }
        if (plant == Plant.ANSWER_BEFORE_COMMIT) {
            timeline.after(random.nextLong(200, 2_000), disk::sync);
        }
    }

    private void broadcast(int ofLife) {
        if (life != ofLife) {
            return;
        }
        @Nullable Usage now = usage;
        if (now != null) {
            for (Optional<UsageBatch> next = now.after(told); next.isPresent(); next = now.after(told)) {
                UsageBatch batch = next.get();
                told = batch.to();
                night.broadcast(batch);
            }
        }
        timeline.after(BROADCAST_MS, () -> broadcast(ofLife));
    }

    /** The planted bug: a claim that nobody has said anything about for a while never was. */
    private void forgetSilent(int ofLife) {
        if (life != ofLife) {
            return;
        }
        boolean any = false;
        for (Answer answer : disk.answers()) {
            boolean silent = timeline.now().toEpochMilli() - answer.at().toEpochMilli() > SILENCE_MS
                    && state().row(answer.id())
                            .filter(row -> row.intent().isPresent() || row.end().isPresent())
                            .isEmpty();
            if (silent) {
                disk.forget(answer.id());
                any = true;
            }
        }
        if (any && usage != null) {
            arbitration = new Arbitration(disk, house, LedgerListener.of(usage, new Newest()));
        }
        timeline.after(1_000, () -> forgetSilent(ofLife));
    }
}
