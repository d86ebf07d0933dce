package dev.turnstone.admission.testing;

import dev.turnstone.admission.ledger.Lending;
import dev.turnstone.admission.ledger.Lending.Holder;
import dev.turnstone.admission.ledger.Lending.Lent;
import dev.turnstone.admission.ledger.Lending.Terms;
import dev.turnstone.admission.ledger.Share;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A house with a capacity, its hub, and gates that lose the hub and find it again. Shares and what gates say of them
 * overtake each other, arrive twice or never; journals arrive in order, or later.
 */
public final class SharedHouse {
    private static final Terms TERMS = new Terms(20);

    private final RandomGenerator random;
    private final int capacity;
    private final List<Gate> gates = new ArrayList<>();
    private final Hub hub = new Hub();
    private int inside;
    private long ids;

    public SharedHouse(RandomGenerator random) {
        this.random = random;
        this.capacity = random.nextInt(1, 60);
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            gates.add(new Gate(i));
        }
    }

    public int capacity() {
        return capacity;
    }

    /** Who is there, whoever knows of it. */
    public int inside() {
        return inside;
    }

    /** Whom the hub knows of or expects, and whom gates may still let in: its promise to itself. */
    public long accountedFor() {
        return hub.atMost() + hub.lending.withheld(hub.holders());
    }

    /** Something, anywhere. */
    public void happens() {
        Gate gate = gates.get(random.nextInt(gates.size()));
        switch (random.nextInt(9)) {
            case 0 -> gate.connected = random.nextInt(3) > 0;
            case 1 -> hub.lends();
            case 2 -> gate.hearsAShare();
            case 3 -> gate.saysWhatItHolds();
            case 4 -> gate.drains(random.nextInt(4));
            case 5 -> gate.somebodyLeaves();
            default -> gate.somebodyComes();
        }
    }

    /** Everybody hears everybody at once, and guests come until nobody is let in any more. */
    public void fill() {
        for (Gate gate : gates) {
            gate.connected = true;
        }
        for (int guest = 0; guest < 4 * capacity; guest++) {
            settle();
            claimIsGranted();
        }
    }

    /** One guest asks the hub, with everything told, and walks through where the answer is yes. */
    public boolean claimIsGranted() {
        settle();
        Gate gate = gates.get(random.nextInt(gates.size()));
        int before = inside;
        gate.claims(true);
        return inside > before;
    }

    public void oneLeaves() {
        gates.getFirst().leaves();
        settle();
    }

    private void settle() {
        for (int round = 0; round < 3; round++) {
            gates.forEach(gate -> gate.drains(1_000));
            hub.lends();
            gates.forEach(Gate::hearsEverything);
        }
    }

    @Override
    public String toString() {
        return "%d inside of %d, %d accounted for, lent %s".formatted(inside, capacity, accountedFor(), hub.lending);
    }

    /** What a gate writes down: an intent's end, or that somebody left. */
    private record Written(long id, boolean exit, boolean alone, boolean abandoned) {}

    /** What a gate says of its share. */
    private record Said(long number, long spent) {}

    private final class Gate {
        final DeviceId device;
        final JournalId journal;
        boolean connected = true;
        final List<Written> written = new ArrayList<>();
        int drained;
        /** Released on its own word, and the guest is still before the barrier. */
        final Set<Long> walking = new HashSet<>();

        final List<Share> onTheWay = new ArrayList<>();
        final List<Said> said = new ArrayList<>();
        Optional<Share> share = Optional.empty();

        Gate(int number) {
            device = new DeviceId("gate-" + number);
            journal = new JournalId(0, number);
        }

        void somebodyComes() {
            endsSomeWalk();
            boolean answered = claims(random.nextInt(4) > 0);
            if (answered) {
                return;
            }
            // Whether or not the hub has granted it meanwhile: the same id, on this gate's own word or turned away.
            if (left() > 0) {
                walking.add(ids);
            } else {
                written.add(new Written(ids, false, false, true));
            }
        }

        /** @return whether an answer arrived */
        boolean claims(boolean answerArrives) {
            long id = ++ids;
            if (!connected) {
                return false;
            }
            boolean granted = hub.grants(id);
            if (answerArrives && granted) {
                ends(id, false);
            }
            return answerArrives;
        }

        private void endsSomeWalk() {
            List.copyOf(walking).forEach(id -> {
                if (random.nextBoolean()) {
                    walking.remove(id);
                    ends(id, true);
                }
            });
        }

        private void ends(long id, boolean alone) {
            boolean abandoned = alone && random.nextInt(4) == 0;
            inside += abandoned ? 0 : 1;
            written.add(new Written(id, false, alone, abandoned));
        }

        void somebodyLeaves() {
            if (inside > 0) {
                leaves();
            }
        }

        void leaves() {
            inside--;
            written.add(new Written(++ids, true, false, false));
        }

        /** What it may let in by itself: by its own journal. */
        long left() {
            return share.map(held -> held.left(journal, spent(held.after())).people())
                    .orElse(0L);
        }

        private long spent(long after) {
            long ended = written.stream()
                    .skip(after)
                    .filter(entry -> entry.alone() && !entry.abandoned())
                    .count();
            return ended + walking.size();
        }

        void drains(int most) {
            for (int i = 0; connected && i < most && drained < written.size(); i++) {
                hub.hears(this, written.get(drained++));
            }
        }

        void hearsAShare() {
            if (connected && !onTheWay.isEmpty()) {
                int which = random.nextInt(onTheWay.size());
                Share arrived = random.nextInt(5) == 0 ? onTheWay.get(which) : onTheWay.remove(which);
                if (random.nextInt(5) > 0) {
                    takes(arrived);
                }
            }
        }

        void hearsEverything() {
            onTheWay.forEach(this::takes);
            onTheWay.clear();
            share.ifPresent(held -> hub.acknowledged(this, held.number(), spent(held.after())));
        }

        private void takes(Share arrived) {
            share = Optional.of(share.map(held -> held.replacedBy(arrived)).orElse(arrived));
        }

        void saysWhatItHolds() {
            share.ifPresent(held -> said.add(new Said(held.number(), spent(held.after()))));
            if (connected && random.nextInt(4) > 0 && !said.isEmpty()) {
                // What was said earlier may arrive later, or twice, or never.
                Said arrived = said.get(random.nextInt(said.size()));
                hub.acknowledged(this, arrived.number(), arrived.spent());
            }
        }
    }

    private final class Hub {
        Lending lending = Lending.NONE;
        final Set<Long> open = new HashSet<>();
        final Map<JournalId, Long> alone = new HashMap<>();
        long counted;

        long atMost() {
            return counted + open.size();
        }

        boolean grants(long id) {
            boolean room = !lending.left(capacity - atMost(), holders()).isSpent();
            if (room) {
                open.add(id);
            }
            return room;
        }

        void hears(Gate gate, Written entry) {
            if (entry.exit()) {
                counted--;
                return;
            }
            open.remove(entry.id());
            if (!entry.abandoned()) {
                counted++;
                if (entry.alone()) {
                    alone.merge(gate.journal, 1L, Long::sum);
                }
            }
        }

        void lends() {
            Lent lent = lending.lend(capacity - atMost(), holders(), TERMS);
            lending = lent.lending();
            for (Gate gate : gates) {
                Optional.ofNullable(lent.shares().get(gate.device)).ifPresent(gate.onTheWay::add);
            }
        }

        void acknowledged(Gate gate, long number, long spent) {
            lending = lending.acknowledged(gate.journal, number, spent);
        }

        List<Holder> holders() {
            return gates.stream()
                    .map(gate -> new Holder(
                            gate.device,
                            gate.journal,
                            gate.drained,
                            alone.getOrDefault(gate.journal, 0L),
                            gate.connected))
                    .toList();
        }
    }
}
