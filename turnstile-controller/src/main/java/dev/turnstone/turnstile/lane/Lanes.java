package dev.turnstone.turnstile.lane;

import com.pi4j.exception.Pi4JException;
import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.turnstile.barrier.Barrier;
import dev.turnstone.turnstile.barrier.BoardBarrier;
import dev.turnstone.turnstile.barrier.BoardSettings;
import dev.turnstone.turnstile.barrier.Pi4jBarrier;
import dev.turnstone.turnstile.gpio.Chip;
import dev.turnstone.turnstile.gpio.GpiochipPins;
import dev.turnstone.turnstile.gpio.Kernel;
import dev.turnstone.turnstile.gpio.Pins;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.light.Pi4jLamps;
import dev.turnstone.turnstile.sense.Pi4jSensors;
import dev.turnstone.turnstile.simulated.SimulatedTurnstile;
import dev.turnstone.turnstile.simulated.TurnstileThread;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;

/** Opens lanes. */
public final class Lanes {
    private Lanes() {}

    /**
     * A lane that is governed from the moment this returns, until it is closed.
     *
     * @throws StartFailure when its pins cannot be had
     */
    public static Lane open(LaneSettings settings) {
        return govern(
                settings,
                switch (settings.hardware()) {
                    case LaneSettings.Simulated simulated -> simulated(settings, simulated, new SimulatedPins());
                    case LaneSettings.Gpio gpio -> gpio(settings, gpio);
                });
    }

    /** A simulated lane at pins of which somebody else holds the other ends; {@link Wiring#simulated} says which. */
    public static Lane open(LaneSettings settings, LaneSettings.Simulated simulated, SimulatedPins world) {
        return govern(settings, simulated(settings, simulated, world));
    }

    private static Lane govern(LaneSettings settings, Board board) {
        EmergencyMemory memory = settings.memory()
                .map(folder -> EmergencyMemory.file(
                        folder.resolve("emergency-" + settings.lane().value())))
                .orElseGet(EmergencyMemory::none);
        return new LaneLoop(settings, board, memory).start();
    }

    private static Board simulated(LaneSettings settings, LaneSettings.Simulated simulated, SimulatedPins world) {
        Wiring wiring = Wiring.simulated();
        SimulatedTurnstile turnstile = new SimulatedTurnstile(
                world, wiring, settings.profile().kind(), simulated.walkAfter(), new Random(simulated.seed()));
        Pins pins = world.pins();
        Board board = board(pins, wiring, pins::close);
        TurnstileThread people = new TurnstileThread(settings.lane().value(), turnstile, world, wiring);
        return board.with(people);
    }

    private static Board gpio(LaneSettings settings, LaneSettings.Gpio gpio) {
        boolean drives = !gpio.wiring().outputs().isEmpty();
        if (drives && gpio.strictGpiod() == LaneSettings.StrictGpiod.REQUIRED && Kernel.keepsDeadOutputs()) {
            throw new StartFailure(
                    "This kernel keeps an output driven when its program has died, so a relay could stay energised.",
                    "Add dtparam=strict_gpiod to /boot/firmware/config.txt and restart; or, where the wiring alone"
                            + " makes sure of it, set controller.strict-gpiod to overridden.");
        }
        try {
            if (gpio.wiring().isEmpty() && gpio.board().isPresent()) {
                Pins none = Pins.none();
                Board board = board(none, gpio.wiring(), none::close);
                return board.with(relays(settings, gpio.board().get(), board));
            }
            Chip chip = gpio.chip().isPresent() ? Chip.labelled(gpio.chip().get()) : Chip.ofRaspberryPi();
            GpiochipPins real = new GpiochipPins(settings.lane().value(), chip);
            Pins pins = real.pins();
            Runnable release = () -> {
                pins.close();
                real.close();
            };
            try {
                Board board = board(pins, gpio.wiring(), release);
                return gpio.board()
                        .map(relays -> board.with(relays(settings, relays, board)))
                        .orElse(board);
            } catch (Pi4JException e) {
                release.run();
                throw cannotOpen(settings, e);
            }
        } catch (IOException e) {
            throw cannotOpen(settings, e);
        }
    }

    private static Barrier relays(LaneSettings settings, BoardSettings relays, Board board) {
        String name = settings.lane().value();
        return BoardBarrier.of(name, relays, board.barrier(), new Random(name.hashCode()));
    }

    private static Board board(Pins pins, Wiring wiring, Runnable release) {
        return new Board(
                new Pi4jBarrier(pins, wiring.outputs()),
                new Pi4jLamps(pins, wiring.outputs()),
                new Pi4jSensors(pins, wiring.inputs()),
                Optional.empty(),
                release);
    }

    private static StartFailure cannotOpen(LaneSettings settings, Exception e) {
        return new StartFailure(
                "Lane %s cannot have its pins: %s.".formatted(settings.lane(), told(e)),
                "Look at the lane's pins and at controller.chip.",
                e);
    }

    /** Our own words for it, beneath what Pi4J has wrapped around them. */
    private static String told(Throwable e) {
        Throwable cause = e;
        while (!(cause instanceof IOException) && cause.getCause() instanceof Exception deeper) {
            cause = deeper;
        }
        return String.valueOf(cause.getMessage());
    }
}
