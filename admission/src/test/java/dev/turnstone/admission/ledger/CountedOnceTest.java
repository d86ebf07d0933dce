package dev.turnstone.admission.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.testing.Books;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Seeds;
import dev.turnstone.admission.venue.Doorway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * One pass, two gates and a hub, and between them a line that loses, delays, reorders and repeats whatever is said.
 * Gates die and come back. When all has drained, what counts is exactly what happened.
 */
class CountedOnceTest {
    private static final int STEPS = 120;

    @Test
    void everyPresentationCountsAtMostOnceWhateverIsLostLateOrRepeated() {
        Seeds.each(150, random -> {
            House house = new House(
                    random, Passes.passes().admitting(1 + random.nextInt(3)).sold(), true);
            house.spendTheNight();
            house.drain();
            assertEquals(house.happened, house.counted());
        });
    }

    @Test
    void oneAuthorityNeverCountsMoreUsesThanThePassAdmitsAtAnyMoment() {
        Seeds.each(150, random -> {
            int admits = 1 + random.nextInt(3);
            House house = new House(random, Passes.passes().admitting(admits).sold(), false);
            for (int step = 0; step < STEPS; step++) {
                house.step();
                assertTrue(house.uses().size() <= admits, house.uses() + " of " + admits + " at step " + step);
            }
            house.drain();
            assertEquals(house.happened, house.counted());
            assertTrue(house.happened.size() <= admits);
        });
    }

    /** The hub, its gates, and what is under way between them. */
    private static final class House {
        private final RandomGenerator random;
        private final Pass pass;
        private final boolean gatesDecideAlone;
        private final Ledger hub = new Ledger();
        private final List<Gate> gates = List.of(new Gate(Maguey.GATE_A, 1), new Gate(Maguey.GATE_B, 2));
        private final List<Runnable> underWay = new ArrayList<>();
        private final Set<PresentationId> happened = new HashSet<>();
        private Instant now = Maguey.NINE;

        House(RandomGenerator random, Pass pass, boolean gatesDecideAlone) {
            this.random = random;
            this.pass = pass;
            this.gatesDecideAlone = gatesDecideAlone;
        }

        void spendTheNight() {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
        }

        void step() {
            now = now.plusSeconds(1);
            Gate gate = gates.get(random.nextInt(gates.size()));
            switch (random.nextInt(12)) {
                case 0, 1 -> gate.present();
                case 2 -> gate.giveUp();
                case 3 -> gate.restart();
                case 4, 5, 6, 7 -> gate.drainSome();
                default -> arrive();
            }
        }

        /** Something that is under way arrives, and may arrive again. */
        private void arrive() {
            if (!underWay.isEmpty()) {
                Runnable message = underWay.remove(random.nextInt(underWay.size()));
                message.run();
                if (random.nextInt(4) == 0) {
                    underWay.add(message);
                }
            }
        }

        private void send(Runnable message) {
            if (random.nextInt(4) > 0) {
                underWay.add(message);
            }
        }

        /** Whoever still waits gives up, stragglers arrive, and every journal is read to its end, part of it again. */
        void drain() {
            gates.forEach(Gate::giveUp);
            List.copyOf(underWay).forEach(Runnable::run);
            gates.forEach(Gate::giveUp);
            gates.forEach(Gate::drainAll);
        }

        private void claim(PresentationId id, Gate gate) {
            Arbitration.Verdict verdict = Arbitration.judge(
                    PassCodec.encode(pass), new Books(hub, Optional.of(id)), hub.row(id), gate.doorway, now);
            verdict.grant().ifPresent(granted -> hub.granted(id, granted));
            send(() -> gate.answered(id, verdict.decision()));
        }

        List<Use> uses() {
            return hub.uses(new PassKey(Maguey.EVENT, pass.number()), Optional.empty());
        }

        Set<PresentationId> counted() {
            assertTrue(uses().stream().allMatch(use -> use.state() == Use.State.PASSED), "nothing is left open");
            Set<PresentationId> counted = hub.rows().stream()
                    .filter(row -> row.use().isPresent())
                    .map(Row::id)
                    .collect(Collectors.toSet());
            assertEquals(counted.size(), uses().size());
            return counted;
        }

        /** A gate with its journal, which is all that it keeps when it dies. */
        private final class Gate {
            private final Doorway doorway;
            private final JournalId id;
            private final List<JournalEntry> journal = new ArrayList<>();
            private Optional<PresentationId> waiting = Optional.empty();
            private long seq;
            private int drained;

            Gate(Doorway doorway, long number) {
                this.doorway = doorway;
                this.id = new JournalId(9, number);
            }

            void present() {
                if (waiting.isEmpty()) {
                    PresentationId presented = new PresentationId(id, seq++);
                    waiting = Optional.of(presented);
                    send(() -> claim(presented, this));
                    send(() -> claim(presented, this));
                }
            }

            void answered(PresentationId presented, Decision decision) {
                if (waiting.filter(presented::equals).isPresent()) {
                    waiting = Optional.empty();
                    if (decision instanceof Admit) {
                        release(presented, Basis.HUB);
                    } else {
                        turnAway(presented, decision);
                    }
                }
            }

            /** The second is over: the tier's policy decides. */
            void giveUp() {
                Optional<PresentationId> presented = waiting;
                waiting = Optional.empty();
                presented.ifPresent(given -> {
                    if (gatesDecideAlone && random.nextBoolean()) {
                        release(given, Basis.ALONE);
                    } else {
                        turnAway(given, new Decision.Refer(Cause.OFFLINE_POLICY));
                    }
                });
            }

            void restart() {
                waiting = Optional.empty();
                write(new Fact.Started("boot", seq));
            }

            private void release(PresentationId presented, Basis basis) {
                write(new Fact.Intent(presented.seq(), shown(), doorway.gate(), doorway.lane(), doorway.direction()));
                switch (random.nextInt(5)) {
                    case 0 -> {
                        // It dies with the lane open: somebody may have gone through.
                        happened.add(presented);
                        restart();
                    }
                    case 1 -> write(new Fact.Outcome(presented.seq(), basis, Passage.ABANDONED));
                    default -> {
                        happened.add(presented);
                        write(new Fact.Outcome(presented.seq(), basis, Passage.COMPLETED));
                    }
                }
            }

            private void turnAway(PresentationId presented, Decision decision) {
                write(new Fact.TurnedAway(
                        presented.seq(),
                        Optional.of(shown()),
                        doorway.gate(),
                        doorway.lane(),
                        doorway.direction(),
                        decision));
            }

            private void write(Fact fact) {
                long position = journal.size() + 1L;
                Stamp stamp = new Stamp(
                        Duration.ofSeconds(position), TimeInterval.exactly(now), new HybridTime(now.toEpochMilli(), 0));
                JournalEntry entry = new JournalEntry(position, stamp, fact);
                journal.add(entry);
            }

            /** The next entry, or some again: a journal is heard in its order, as the hub acknowledges it. */
            void drainSome() {
                int from = random.nextInt(drained + 1);
                drained = Math.min(journal.size(), drained + 1);
                tell(from, drained);
            }

            void drainAll() {
                tell(random.nextInt(drained + 1), journal.size());
            }

            private void tell(int from, int to) {
                journal.subList(from, to).forEach(entry -> hub.hear(doorway.device(), id, entry));
            }

            private Shown shown() {
                return Shown.of(Maguey.genuine(pass));
            }
        }
    }
}
