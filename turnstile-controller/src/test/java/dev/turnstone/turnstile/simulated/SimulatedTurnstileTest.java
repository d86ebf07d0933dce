package dev.turnstone.turnstile.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.DigitalState;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatedTurnstileTest {
    private final SimulatedPins pins = new SimulatedPins();
    private long nanos = 1;

    @Test
    void aLockedArmRattlesAndNobodyGetsThrough() {
        SimulatedTurnstile turnstile = turnstile(Optional.empty());
        turnstile.act(nanos, SimulatedAct.PUSH);
        play(turnstile, Duration.ofSeconds(1));
        assertEquals(0, turnstile.turns());
    }

    @Test
    void oneReleaseLetsOnePersonThrough() {
        SimulatedTurnstile turnstile = turnstile(Optional.empty());
        turnstile.relay(nanos, Direction.IN, DigitalState.HIGH);
        turnstile.act(nanos, SimulatedAct.WALK);
        play(turnstile, Duration.ofSeconds(1));
        assertEquals(1, turnstile.turns());
        assertFalse(turnstile.free(nanos, Direction.IN));
    }

    @Test
    void somebodyWalksByThemselvesSoLongAfterARelease() {
        SimulatedTurnstile turnstile = turnstile(Optional.of(Duration.ofMillis(600)));
        turnstile.relay(nanos, Direction.IN, DigitalState.HIGH);
        play(turnstile, Duration.ofMillis(590));
        assertEquals(0, turnstile.turns());
        play(turnstile, Duration.ofSeconds(1));
        assertEquals(1, turnstile.turns());
    }

    @Test
    void somebodyWhoWaitsForTheArmGivesUpAfterAWhile() {
        SimulatedTurnstile turnstile = turnstile(Optional.empty());
        turnstile.act(nanos, SimulatedAct.WALK);
        play(turnstile, Duration.ofSeconds(5));
        turnstile.relay(nanos, Direction.IN, DigitalState.HIGH);
        play(turnstile, Duration.ofSeconds(1));
        assertEquals(0, turnstile.turns());
    }

    @Test
    void theArmIsFreeBothWaysOnceTheKeepAliveFallsSilent() {
        SimulatedTurnstile turnstile = turnstile(Optional.empty());
        assertFalse(turnstile.free(nanos, Direction.OUT));
        nanos += Duration.ofMillis(301).toNanos();
        assertTrue(turnstile.free(nanos, Direction.OUT));
        assertTrue(turnstile.free(nanos, Direction.IN));
    }

    private SimulatedTurnstile turnstile(Optional<Duration> walkAfter) {
        SimulatedTurnstile turnstile =
                new SimulatedTurnstile(pins, Wiring.simulated(), BarrierKind.PULSE, walkAfter, new Random(7));
        turnstile.beat(nanos);
        return turnstile;
    }

    /** Time passes while the keep-alive beats. */
    private void play(SimulatedTurnstile turnstile, Duration time) {
        long until = nanos + time.toNanos();
        for (; nanos < until; nanos += Duration.ofMillis(10).toNanos()) {
            turnstile.beat(nanos);
            turnstile.tick(nanos);
        }
    }
}
