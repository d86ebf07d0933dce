package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.DigitalState;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.retry.Backoff;
import dev.turnstone.turnstile.Until;
import dev.turnstone.turnstile.barrier.Barrier;
import dev.turnstone.turnstile.barrier.BarrierLost;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.LaneCommands.Emergency;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneLoopTest {
    private final List<LaneEvent> heard = new CopyOnWriteArrayList<>();

    @Test
    void aGrantReleasesTheRelayBeforeItReturnsAndTheWalkerCompletesIt() {
        try (Lane lane = open(Optional.of(Duration.ofMillis(50)))) {
            assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
            assertEquals(Level.HIGH, lane.view().relay());
            assertEquals(Light.GREEN, lane.view().lights().in());
            Until.holds("the passage is counted", () -> lane.view().passages() == 1);
            Until.holds("the lane is locked again", () -> lane.state() == LaneState.LOCKED);
            Until.holds("the passage is told", () -> heard(LaneEvent.PassageCompleted.class) == 1);
            assertEquals(0, heard(LaneEvent.Forced.class), heard.toString());
        }
    }

    @Test
    void aSecondGrantIsRefusedWhileTheFirstIsOpen() {
        try (Lane lane = open(Optional.empty())) {
            assertEquals("locked", lane.view().word());
            lane.grant(Direction.IN);
            assertEquals(new GrantResult.Refused(Refusal.BUSY), lane.grant(Direction.IN));
        }
    }

    @Test
    void aPersonWhoPushesALockedArmDoesNotGetThrough() {
        try (Lane lane = open(Optional.empty())) {
            lane.simulate(SimulatedAct.PUSH);
            lane.simulate(SimulatedAct.JUMP);
            Until.holds("the jump is told", () -> heard(LaneEvent.Forced.class) == 1);
            assertEquals(0, lane.view().passages());
        }
    }

    @Test
    void fireFreesTheLaneUntilTheContactClosesAndAPersonResets() {
        try (Lane lane = open(Optional.empty())) {
            lane.simulate(SimulatedAct.FIRE);
            Until.holds("the lane is free", () -> lane.state() == LaneState.FREE);
            assertEquals(new GrantResult.Refused(Refusal.FIRE), lane.grant(Direction.IN));
            assertEquals(new GrantResult.Refused(Refusal.FIRE), lane.resetAfterFire());
            lane.simulate(SimulatedAct.FIRE_OVER);
            Until.holds("the contact is closed", () -> heard(LaneEvent.FireContactClosed.class) == 1);
            assertEquals(LaneState.FREE, lane.state());
            assertEquals(new OrderResult.Done(), lane.resetAfterFire());
            assertEquals(LaneState.LOCKED, lane.state());
        }
    }

    @Test
    void aLaneLooksAtItsLinesWithoutBeingTold() {
        SimulatedPins world = new SimulatedPins();
        LaneSettings.Simulated nobody = new LaneSettings.Simulated(Optional.empty(), 1);
        LaneSettings settings = LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty());
        try (Lane lane = Lanes.open(settings, nobody, world)) {
            long looks = world.looks();
            Until.holds("the lines are read again and again", () -> world.looks() > looks + 50);
            assertEquals(LaneState.LOCKED, lane.state());
        }
    }

    @Test
    void aBoardThatIsUnpluggedIsAFaultAndAnAlarmUntilAPersonResetsIt() {
        SimulatedPins world = new SimulatedPins();
        LaneSettings.Simulated nobody = new LaneSettings.Simulated(Optional.empty(), 1);
        LaneSettings settings = LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty());
        try (Lane lane = Lanes.open(settings, nobody, world)) {
            lane.listen(heard::add);
            lane.grant(Direction.IN);
            world.unplug();
            Until.holds("the way out is free", () -> lane.state() == LaneState.FREE);
            Until.holds(
                    "both faults are told",
                    () -> lane.view().faults().equals(Set.of(Fault.BARRIER_LOST, Fault.SENSOR_LOST)));
            Until.holds("the grant is given back", () -> heard(LaneEvent.GrantCancelled.class) == 1);
            world.plug();
            Until.holds("the faults end", () -> lane.view().faults().isEmpty());
            assertEquals(LaneState.FREE, lane.state());
            assertEquals(new OrderResult.Done(), lane.resetAfterFire());
            assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
            assertEquals(Level.HIGH, lane.view().relay());
        }
    }

    @Test
    void aStormOfTensOfThousandsOfChangesIsAFaultThatHidesNoFire() {
        SimulatedPins world = new SimulatedPins();
        LaneSettings.Simulated nobody = new LaneSettings.Simulated(Optional.empty(), 1);
        LaneSettings settings = LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty());
        AtomicBoolean loose = new AtomicBoolean(true);
        try (Lane lane = Lanes.open(settings, nobody, world)) {
            lane.listen(heard::add);
            Thread wire = Thread.ofPlatform().daemon().start(() -> chatter(world, loose));
            Until.holds("the storm is a fault", () -> lane.view().faults().equals(Set.of(Fault.SENSOR_STORM)));
            assertEquals(new GrantResult.Refused(Refusal.FAULTED), lane.grant(Direction.IN));
            lane.simulate(SimulatedAct.FIRE);
            Until.holds("fire is seen all the same", () -> lane.state() == LaneState.FREE);
            lane.simulate(SimulatedAct.FIRE_OVER);
            Until.holds("a person may reset it", () -> lane.resetAfterFire().equals(new OrderResult.Done()));
            Until.holds("many changes came in", () -> lane.trace().inputs().felt() > 20_000);
            loose.set(false);
            join(wire);
            Until.holds("the lane serves again", () -> lane.state() == LaneState.LOCKED);

            InputCounters inputs = lane.trace().inputs();
            long told = inputs.felt() - inputs.swallowed();
            assertTrue(told < inputs.felt() / 10, "the loop was left in peace: " + inputs);
            assertEquals(0, lane.view().passages());
            assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
        }
    }

    @Test
    void aLaneWithoutItsHardwareIsFreeAndFaultyUntilItCanBeHad() {
        SimulatedPins world = quietWorld();
        AtomicInteger tries = new AtomicInteger();
        AtomicBoolean held = new AtomicBoolean(true);
        AwaitedHardware.Opening opening = () -> {
            tries.incrementAndGet();
            if (held.get()) {
                throw new IOException("line 17 of chip is held by \"another\"");
            }
            return Lanes.board(world.pins(), Wiring.simulated(), () -> {});
        };
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(200), 2, 0);
        long start = System.nanoTime();
        AwaitedHardware hardware = new AwaitedHardware(opening, new IOException("no chip"), backoff, new Random(1));
        LaneSettings settings = LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty());
        try (Lane lane = new LaneLoop(settings, hardware.board(), EmergencyMemory.none()).start()) {
            Until.holds(
                    "the faults are seen",
                    () -> lane.view().faults().equals(Set.of(Fault.BARRIER_LOST, Fault.SENSOR_LOST)));
            assertEquals(LaneState.FREE, lane.state());
            Until.holds("it is tried again", () -> tries.get() >= 3);
            long passedMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertTrue(tries.get() <= passedMs / 100, tries + " tries in " + passedMs + " ms");
            assertEquals(
                    Optional.of("line 17 of chip is held by \"another\""),
                    lane.trace().trouble());
            held.set(false);
            Until.holds("the faults end", () -> lane.view().faults().isEmpty());
            assertEquals(Optional.empty(), lane.trace().trouble());
            assertEquals(LaneState.FREE, lane.state());
            assertEquals(new OrderResult.Done(), lane.resetAfterFire());
            assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
        }
    }

    private static void chatter(SimulatedPins world, AtomicBoolean loose) {
        int line = Wiring.simulated().line(Sense.SECOND_PHASE).line();
        while (loose.get()) {
            world.drive(line, DigitalState.LOW);
            world.drive(line, DigitalState.HIGH);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aClosedLaneGrantsNothing() {
        Lane lane = open(Optional.empty());
        lane.close();
        assertEquals(new GrantResult.Refused(Refusal.CLOSED), lane.grant(Direction.IN));
    }

    @Test
    void aWalkerWaitsForTheArmAndGoesThroughOnceItIsReleased() {
        try (Lane lane = open(Optional.empty())) {
            lane.simulate(SimulatedAct.WALK);
            assertTrue(lane.openOnce() instanceof GrantResult.Granted);
            Until.holds("the passage is counted", () -> lane.view().passages() == 1);
        }
    }

    @Test
    void anEmergencyOutlivesTheProgram(@TempDir Path folder) {
        try (Lane lane = open(folder)) {
            lane.simulate(SimulatedAct.FIRE);
            Until.holds("the lane is free", () -> lane.state() == LaneState.FREE);
            Until.holds("the emergency is written down", () -> Files.exists(folder.resolve("emergency-a-1")));
        }
        try (Lane lane = open(folder)) {
            assertEquals(LaneState.FREE, lane.state());
            assertEquals(new OrderResult.Done(), lane.resetAfterFire());
        }
        try (Lane lane = open(folder)) {
            assertEquals(LaneState.LOCKED, lane.state());
        }
    }

    /** The fault outlived the reset, and starved the watchdog of a lane that had nothing left to write down. */
    @Test
    void anEmergencyThatTheCardDidNotTakeIsNoFaultOnceAPersonHasEndedIt() {
        FullCard card = new FullCard();
        SimulatedPins world = quietWorld();
        int fire = Wiring.simulated().line(Sense.FIRE).line();
        LaneSettings settings = LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty());
        Board board = Lanes.board(world.pins(), Wiring.simulated(), () -> {});
        try (Lane lane = new LaneLoop(settings, board, card).start()) {
            card.full = true;
            world.drive(fire, DigitalState.LOW);
            Until.holds(
                    "the fault is told",
                    () -> lane.failing().equals(Optional.of("its emergency cannot be written down: no space left")));
            long beganNanos = System.nanoTime();
            int before = card.attempts.get();
            Until.holds("it is tried again", () -> card.attempts.get() > before + 1);
            long passedSeconds =
                    Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds();
            assertTrue(card.attempts.get() - before <= passedSeconds + 1, "a full card is not asked at every tick");
            assertEquals(LaneState.FREE, lane.state());

            world.drive(fire, DigitalState.HIGH);
            Until.holds("a person resets it", () -> lane.resetAfterFire().equals(new OrderResult.Done()));
            card.full = false;
            Until.holds("nothing is left to be written", () -> lane.failing().isEmpty());
            assertEquals(Emergency.NONE, card.held);
        }
    }

    /** A board that could not be driven was tried again without a pause: a whole core for a loose cable. */
    @Test
    void aBarrierThatIsAwayIsAskedOnceABeatAndNoMore() {
        SimulatedPins world = quietWorld();
        AtomicInteger asked = new AtomicInteger();
        Barrier away = new Barrier() {
            @Override
            public void drive(Relays relays) throws BarrierLost {
                asked.incrementAndGet();
                throw new BarrierLost("nobody is there", new IOException());
            }

            @Override
            public void beat() {}

            @Override
            public void close() {}
        };
        LaneSettings settings = LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty());
        long beganNanos = System.nanoTime();
        Board board = Lanes.board(world.pins(), Wiring.simulated(), () -> {}).with(away);
        try (Lane lane = new LaneLoop(settings, board, EmergencyMemory.none()).start()) {
            Until.holds("it is asked again and again", () -> asked.get() >= 12);
            long beats = (System.nanoTime() - beganNanos) / LaneTimings.BEAT.toNanos();
            assertTrue(asked.get() <= 3 * beats + 10, asked + " times in " + beats + " beats");
            assertEquals(Optional.of("nobody is there"), lane.trouble());
        }
    }

    @Test
    void aListenerThatFailsOrWaitsHoldsUpNobody() throws InterruptedException {
        CountDownLatch disk = new CountDownLatch(1);
        try (Lane lane = open(Optional.of(Duration.ofMillis(20)))) {
            lane.listen(event -> {
                if (event instanceof LaneEvent.Granted) {
                    throw new IllegalStateException("a listener with a fault, as this test wants it");
                }
            });
            lane.listen(event -> await(disk));
            lane.grant(Direction.IN);
            Until.holds("the passage is counted", () -> lane.view().passages() == 1);
            disk.countDown();
            Until.holds("the passage is told", () -> heard(LaneEvent.PassageCompleted.class) == 1);
        }
    }

    @Test
    void aLaneThatNobodyWritesDownGrantsNoMore() {
        CountDownLatch disk = new CountDownLatch(1);
        try (Lane lane = open(Optional.empty())) {
            lane.listen(event -> await(disk));
            Until.holds("the lane waits for its listeners", () -> {
                lane.lock();
                return lane.grant(Direction.IN).equals(new GrantResult.Refused(Refusal.UNHEARD));
            });
            disk.countDown();
            Until.holds("the lane grants again", () -> {
                lane.lock();
                return lane.grant(Direction.IN) instanceof GrantResult.Granted;
            });
        }
    }

    @Test
    void whoWatchesSeesTheRelayRiseAndFall() {
        List<Level> relay = new CopyOnWriteArrayList<>();
        try (Lane lane = open(Optional.empty())) {
            lane.watch(view -> relay.add(view.relay()));
            lane.grant(Direction.IN);
            Until.holds("the pulse is over", () -> relay.contains(Level.LOW));
            assertEquals(Level.HIGH, relay.getFirst());
        }
    }

    /** A card that begins what it cannot finish. */
    private static final class FullCard implements EmergencyMemory {
        private final AtomicInteger attempts = new AtomicInteger();
        private volatile boolean full;
        private volatile Emergency held = Emergency.NONE;

        @Override
        public Emergency recall() {
            return held;
        }

        @Override
        public void remember(Emergency emergency) throws IOException {
            attempts.incrementAndGet();
            held = emergency;
            if (full) {
                throw new IOException("no space left");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** At rest: no fire, and the barrier is ready. */
    private static SimulatedPins quietWorld() {
        SimulatedPins world = new SimulatedPins();
        world.drive(Wiring.simulated().line(Sense.FIRE).line(), DigitalState.HIGH);
        world.drive(Wiring.simulated().line(Sense.BARRIER_READY).line(), DigitalState.LOW);
        return world;
    }

    private Lane open(Path memory) {
        LaneSettings settings = LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty());
        return Lanes.open(new LaneSettings(
                settings.lane(), settings.profile(), settings.timings(), settings.hardware(), Optional.of(memory)));
    }

    private Lane open(Optional<Duration> walkAfter) {
        Lane lane = Lanes.open(LaneSettings.simulated(new LaneId("a-1"), Direction.IN, walkAfter));
        lane.listen(heard::add);
        return lane;
    }

    private long heard(Class<? extends LaneEvent> kind) {
        return heard.stream().filter(kind::isInstance).count();
    }
}
