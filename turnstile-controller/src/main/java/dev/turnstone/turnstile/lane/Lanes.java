package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.barrier.Pi4jBarrier;
import dev.turnstone.turnstile.gpio.Pins;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.light.Pi4jLamps;
import dev.turnstone.turnstile.sense.Pi4jSensors;
import dev.turnstone.turnstile.simulated.SimulatedTurnstile;
import dev.turnstone.turnstile.simulated.TurnstileThread;
import java.util.Optional;
import java.util.Random;

/** Opens lanes. */
public final class Lanes {
    private Lanes() {}

    /** A lane that is governed from the moment this returns, until it is closed. */
    public static Lane open(LaneSettings settings) {
        EmergencyMemory memory = settings.memory()
                .map(folder -> EmergencyMemory.file(
                        folder.resolve("emergency-" + settings.lane().value())))
                .orElseGet(EmergencyMemory::none);
        Board board = switch (settings.hardware()) {
            case LaneSettings.Simulated simulated -> simulated(settings, simulated);
        };
        return new LaneLoop(settings, board, memory).start();
    }

    private static Board simulated(LaneSettings settings, LaneSettings.Simulated simulated) {
        SimulatedPins world = new SimulatedPins();
        Wiring wiring = Wiring.simulated();
        SimulatedTurnstile turnstile = new SimulatedTurnstile(
                world, wiring, settings.profile().kind(), simulated.walkAfter(), new Random(simulated.seed()));
        Pins pins = world.pins();
        Pi4jBarrier barrier = new Pi4jBarrier(pins, wiring.outputs());
        Pi4jLamps lamps = new Pi4jLamps(pins, wiring.outputs());
        Pi4jSensors sensors = new Pi4jSensors(pins, wiring.inputs());
        TurnstileThread thread = new TurnstileThread(settings.lane().value(), turnstile, world, wiring);
        return new Board(barrier, lamps, sensors, Optional.of(thread), pins::close);
    }
}
