package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.BarrierHealth;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.lane.LaneCommands.Emergency;
import dev.turnstone.turnstile.lane.LaneCommands.KeepAlive;
import dev.turnstone.turnstile.lane.LaneInputs.SensorHealth;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.sense.Contact;
import dev.turnstone.turnstile.sense.FireContact;
import dev.turnstone.turnstile.sense.Phase;
import dev.turnstone.turnstile.sense.Sensing;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A million random events against what must hold at every instant, whatever the order they come in. */
class LaneModelTest {
    private static final int LANES = 250;
    private static final int EVENTS = 4_000;

    @Test
    void whateverHappensNobodyIsLockedInAndNoGrantIsLost(TestReporter report) {
        long seed = new Random().nextLong();
        long happened = 0;
        long ticks = 0;
        long countedAgainstTheWalker = 0;
        for (int i = 0; i < LANES; i++) {
            Evening evening = new Evening(seed + i);
            evening.run(EVENTS);
            happened += evening.happened;
            ticks += evening.ticks;
            countedAgainstTheWalker += evening.seesEverybody() ? evening.walked : 0;
        }
        report.publishEntry(Map.of(
                "seed", Long.toString(seed),
                "events", Long.toString(happened),
                "ticks", Long.toString(ticks),
                "people counted against their own count", Long.toString(countedAgainstTheWalker)));
        assertEquals(1_000_000, happened);
        assertTrue(countedAgainstTheWalker > 10_000, "too few evenings ask for the walker's own count");
    }

    /** One lane, one random evening. */
    private static final class Evening {
        private final long seed;
        private final Random random;
        private final LaneProfile profile;
        private final LaneTimings timings;
        private final LaneController controller;
        private final Map<Long, Integer> endings = new HashMap<>();
        private final Map<Direction, Long> energisedSince = new EnumMap<>(Direction.class);

        private long nanos;
        private LaneInputs world = LaneInputs.QUIET;
        private LaneCommands now;
        private boolean emergency;
        private Set<Contact> contacts = Set.of();
        private long walked;
        private long counted;
        private boolean eyesClosed;
        private long happened;
        private long ticks;
        private long abandoned;
        private long cancelled;
        private long forced;
        private long jumped;
        private long presumed;
        private LaneCounters counters = LaneCounters.NONE;

        Evening(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            BarrierKind kind = pick(BarrierKind.values());
            Set<Direction> ways = random.nextBoolean()
                    ? LaneBench.BOTH_WAYS
                    : EnumSet.of(random.nextBoolean() ? Direction.IN : Direction.OUT);
            this.profile =
                    new LaneProfile(kind, ways, pick(Sensing.values()), WayOut.meantFor(kind), pick(OnDeath.values()));
            this.timings = LaneTimings.usual(kind);
            this.nanos = random.nextLong(); // The monotonic clock may start anywhere, below zero too.
            this.controller = new LaneController(profile, timings, Emergency.NONE);
            this.now = tick(world);
        }

        void run(int events) {
            for (int i = 0; i < events; i++) {
                pass(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 15_000 : 300)));
                happen();
            }
            phases(Phase.REST);
            pass(timings.stuck().plus(timings.grant()));
            endings.forEach((grant, ends) -> assertEquals(1, ends, why("endings of grant " + grant)));
            if (seesEverybody()) {
                assertEquals(walked, counted, why("people counted"));
                long seen = counters.passages() - presumed + counters.forced() - jumped;
                assertEquals(walked, seen, why("the lane's own counters"));
            }
            assertEquals(abandoned, counters.abandoned(), why("abandoned"));
            assertEquals(cancelled, counters.cancelled(), why("cancelled"));
            assertEquals(forced, counters.forced(), why("forced"));
        }

        boolean seesEverybody() {
            return profile.sensing() == Sensing.TWO_PHASE && !eyesClosed;
        }

        private void happen() {
            happened++;
            switch (random.nextInt(17)) {
                case 0, 1, 2, 3 -> order(new LaneOrder.Grant(pick(Direction.values())));
                case 4, 5, 6 -> turn(random.nextBoolean());
                case 7 -> phases(pick(new Phase[] {Phase.FIRST, Phase.SECOND}), Phase.REST);
                case 8 -> order(new LaneOrder.OpenOnce(pick(Direction.values())));
                case 9 -> order(random.nextBoolean() ? new LaneOrder.HoldOpen() : new LaneOrder.Lock());
                case 10 -> order(random.nextBoolean() ? new LaneOrder.OutOfService() : new LaneOrder.Lock());
                case 11 -> feel(world.with(random.nextInt(4) == 0 ? pick(FireContact.values()) : FireContact.CLOSED));
                case 12 -> order(new LaneOrder.ResetAfterFire());
                case 13 -> feel(world.with(random.nextInt(6) == 0 ? BarrierHealth.LOST : BarrierHealth.REACHED));
                case 14 -> {
                    Contact contact = pick(Contact.values());
                    // What blinds the lane happens on every other evening only.
                    if (contact != Contact.PASSAGE_DELAY || seed % 2 == 0) {
                        eyesClosed |= contact == Contact.PASSAGE_DELAY;
                        feel(world.with(contact));
                    }
                    feel(world.with(new Contact[0]));
                }
                case 15 -> order(new LaneOrder.Cancel(random.nextInt(4)));
                default -> disturb();
            }
        }

        /** On every other evening something blinds the sensors: then the walker's own count is not asked for. */
        private void disturb() {
            switch (random.nextInt(seed % 2 == 0 ? 12 : 2) + (seed % 2 == 0 ? 0 : 2)) {
                case 10 -> {
                    eyesClosed = true;
                    order(new LaneOrder.BeginTest());
                    order(new LaneOrder.TryOutput(pick(OutputLine.values())));
                }
                case 11 -> order(new LaneOrder.EndTest());
                case 0 -> {
                    eyesClosed = true;
                    feel(world.with(SensorHealth.STORMING));
                    pass(Duration.ofMillis(100));
                    feel(world.with(SensorHealth.PLAUSIBLE));
                }
                case 1 -> {
                    eyesClosed = true;
                    phases(Phase.FIRST);
                    pass(timings.stuck());
                    phases(Phase.REST);
                }
                case 2 -> order(random.nextInt(8) == 0 ? new LaneOrder.EmergencyRelease() : new LaneOrder.Lock());
                default -> pass(Duration.ofSeconds(1));
            }
        }

        private void turn(boolean inwards) {
            Phase[] quarters = inwards
                    ? new Phase[] {Phase.FIRST, Phase.BOTH, Phase.SECOND, Phase.REST}
                    : new Phase[] {Phase.SECOND, Phase.BOTH, Phase.FIRST, Phase.REST};
            for (Phase quarter : quarters) {
                pass(Duration.ofMillis(random.nextInt(200)));
                phases(quarter);
            }
            walked++;
        }

        private void phases(Phase... phases) {
            for (Phase phase : phases) {
                feel(world.with(phase));
            }
        }

        private void feel(LaneInputs changed) {
            world = changed;
            tick(world);
        }

        private void order(LaneOrder order) {
            tick(world.with(order));
        }

        private void pass(Duration time) {
            long until = nanos + time.toNanos();
            while (now.wakeAtNanos() - until < 0) {
                assertTrue(now.wakeAtNanos() - nanos > 0, why("the lane asks for its next tick in the future"));
                nanos = now.wakeAtNanos();
                tick(world);
            }
            nanos = until;
            tick(world);
        }

        private LaneCommands tick(LaneInputs inputs) {
            boolean keyTurned = inputs.contacts().contains(Contact.RESET_KEY) && !contacts.contains(Contact.RESET_KEY);
            boolean ordered = inputs.order().orElse(null) instanceof LaneOrder.ResetAfterFire;
            boolean resetting = (keyTurned || ordered) && !inputs.fire().alarms();
            contacts = inputs.contacts();
            emergency |= inputs.fire().alarms() || inputs.order().orElse(null) instanceof LaneOrder.EmergencyRelease;
            ticks++;
            now = controller.tick(nanos, inputs);
            now.events().forEach(this::note);
            now.events().forEach(event -> counters = counters.after(event));
            if (resetting) {
                assertEquals(Emergency.NONE, now.emergency(), why("reset with a closed contact"));
                emergency = false;
            } else if (emergency) {
                mustBeFree();
            }
            mustNotBurn();
            mustMatchItsState();
            return now;
        }

        private void note(LaneEvent event) {
            switch (event) {
                case LaneEvent.Granted e -> endings.put(e.grant(), 0);
                case LaneEvent.PassageCompleted e -> {
                    endings.merge(e.grant(), 1, Integer::sum);
                    counted += e.evidence() == LaneEvent.Evidence.SENSED ? 1 : 0;
                    presumed += e.evidence() == LaneEvent.Evidence.PRESUMED ? 1 : 0;
                }
                case LaneEvent.PassageAbandoned e -> {
                    endings.merge(e.grant(), 1, Integer::sum);
                    abandoned++;
                }
                case LaneEvent.GrantCancelled e -> {
                    endings.merge(e.grant(), 1, Integer::sum);
                    cancelled++;
                }
                case LaneEvent.FreePassage e -> counted++;
                case LaneEvent.Forced e -> {
                    forced++;
                    jumped += e.how() == LaneEvent.Force.JUMP ? 1 : 0;
                    counted += e.how() == LaneEvent.Force.JUMP ? 0 : 1;
                }
                case LaneEvent.PassageStarted e -> {}
                case LaneEvent.FireAlarm e -> {}
                case LaneEvent.FireContactClosed e -> {}
                case LaneEvent.FireReset e -> {}
                case LaneEvent.Faulted e -> {}
                case LaneEvent.FaultCleared e -> {}
                case LaneEvent.Tampered e -> {}
                case LaneEvent.StateChanged e -> {}
            }
        }

        private void mustBeFree() {
            assertEquals(LaneState.FREE, now.state(), why("state in an emergency"));
            assertEquals(Emergency.STANDING, now.emergency(), why("what is remembered"));
            assertEquals(KeepAlive.STOP, now.keepAlive(), why("keep-alive in an emergency"));
            assertEquals(Light.GREEN, now.lights().out(), why("light of the way out"));
            if (profile.kind() == BarrierKind.HELD) {
                assertEquals(Relays.LOW, now.relays(), why("current of a held lock in an emergency"));
            }
        }

        private void mustNotBurn() {
            if (profile.kind() == BarrierKind.HELD) {
                return;
            }
            for (Direction direction : Direction.values()) {
                if (now.relays().of(direction) == Level.LOW) {
                    energisedSince.remove(direction);
                } else {
                    long since = energisedSince.computeIfAbsent(direction, d -> nanos);
                    assertTrue(
                            nanos - since <= timings.pulseCap().toNanos(), why("relay " + direction + " over its cap"));
                }
            }
        }

        private void mustMatchItsState() {
            if (now.state() == LaneState.LOCKED) {
                Level locked = profile.kind() == BarrierKind.HELD ? Level.HIGH : Level.LOW;
                assertEquals(new Relays(locked, locked), now.relays(), why("relays of a locked lane"));
            }
        }

        private Supplier<String> why(String what) {
            return () -> "seed %d, %s, %d ns: %s".formatted(seed, profile, nanos, what);
        }

        private <T> T pick(T[] values) {
            return List.of(values).get(random.nextInt(values.length));
        }
    }
}
