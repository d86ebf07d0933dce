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
import dev.turnstone.turnstile.gpio.NoSuchLine;
import dev.turnstone.turnstile.gpio.Pins;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.light.Pi4jLamps;
import dev.turnstone.turnstile.light.StripLamps;
import dev.turnstone.turnstile.sense.Pi4jSensors;
import dev.turnstone.turnstile.simulated.RelayMeter;
import dev.turnstone.turnstile.simulated.SimulatedTurnstile;
import dev.turnstone.turnstile.simulated.TurnstileThread;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens lanes. */
public final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private Lanes() {}

    /**
     * A lane that is governed from the moment this returns, until it is closed.
     *
     * @throws StartFailure when its lines do not exist, or its kernel would keep a dead program's relays energised
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
        // Before anything else looks at the relay.
        simulated.meter().ifPresent(file -> RelayMeter.attach(world, wiring, file));
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
            return lines(settings, gpio);
        } catch (NoSuchLine e) {
            throw new StartFailure(
                    "Lane %s cannot have its pins: %s.".formatted(settings.lane(), e.getMessage()),
                    "Look at the lane's pins and at controller.chip.",
                    e);
        } catch (IOException e) {
            LOG.error("Lane {} has none of its lines, and is free until it has: {}", settings.lane(), e.getMessage());
            Random random = new Random(settings.lane().value().hashCode());
            return new AwaitedHardware(() -> lines(settings, gpio), e, AwaitedHardware.AGAIN, random).board();
        }
    }

    /** All lines of a real chip, or none. */
    private static Board lines(LaneSettings settings, LaneSettings.Gpio gpio) throws IOException {
        if (gpio.wiring().isEmpty() && gpio.board().isPresent()) {
            Pins none = Pins.none();
            return withMore(settings, gpio, board(none, gpio.wiring(), none::close));
        }
        Chip chip = gpio.chip().isPresent() ? Chip.labelled(gpio.chip().get()) : Chip.ofRaspberryPi();
        GpiochipPins real = new GpiochipPins(settings.lane().value(), chip);
        Pins pins = real.pins();
        Runnable release = () -> {
            pins.close();
            real.close();
        };
        try {
            return withMore(settings, gpio, board(pins, gpio.wiring(), release));
        } catch (Pi4JException e) {
            release.run();
            throw beneath(e);
        }
    }

    /** With what is not on lines of the chip. */
    private static Board withMore(LaneSettings settings, LaneSettings.Gpio gpio, Board pins) {
        Board board = gpio.strip().map(strip -> pins.with(StripLamps.of(strip))).orElse(pins);
        return gpio.board()
                .map(relays -> board.with(relays(settings, relays, board)))
                .orElse(board);
    }

    private static Barrier relays(LaneSettings settings, BoardSettings relays, Board board) {
        String name = settings.lane().value();
        return BoardBarrier.of(name, relays, board.barrier(), new Random(name.hashCode()));
    }

    static Board board(Pins pins, Wiring wiring, Runnable release) {
        return new Board(
                new Pi4jBarrier(pins, wiring.outputs()),
                new Pi4jLamps(pins, wiring.outputs()),
                new Pi4jSensors(pins, wiring.inputs()),
                Optional.empty(),
                release);
    }

    /** What went wrong at the chip itself, beneath what Pi4J has wrapped around it. */
    private static IOException beneath(Pi4JException e) {
        Throwable cause = e;
        while (!(cause instanceof IOException) && cause.getCause() instanceof Exception deeper) {
            cause = deeper;
        }
        return cause instanceof IOException told ? told : new IOException(cause.getMessage(), e);
    }
}
