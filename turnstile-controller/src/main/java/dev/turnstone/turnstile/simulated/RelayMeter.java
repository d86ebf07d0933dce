package dev.turnstone.turnstile.simulated;

import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A meter at a simulated relay's pin: one line for every time it rises, with the monotonic clock in nanoseconds. A line is
 * one write to the kernel and nothing of it waits in this program, so that a program killed at any instant has noted
 * every rise that anybody could have seen.
 */
public final class RelayMeter {
    private static final Logger LOG = LoggerFactory.getLogger(RelayMeter.class);

    private RelayMeter() {}

    /** Notes in this file from now on, behind what it holds. */
    public static void attach(SimulatedPins world, Wiring wiring, Path file) {
        try {
            FileChannel notes = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            world.onRise(wiring.line(OutputLine.RELAY_IN), () -> note(notes));
            world.onRise(wiring.line(OutputLine.RELAY_OUT), () -> note(notes));
        } catch (IOException e) {
            throw new StartFailure(
                    "controller.meter: %s cannot be written (%s).".formatted(file, e.getMessage()),
                    "Name a file in a folder that can be written to, or leave the key out.",
                    e);
        }
    }

    private static void note(FileChannel notes) {
        try {
            notes.write(ByteBuffer.wrap((System.nanoTime() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            LOG.error("a rise of the relay could not be noted", e);
        }
    }
}
