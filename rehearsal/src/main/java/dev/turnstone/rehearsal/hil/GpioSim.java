package dev.turnstone.rehearsal.hil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The other end of a simulated chip's wires: what a meter would read and a hand would connect. */
final class GpioSim {
    private final Path chip;

    GpioSim(Path chip) {
        this.chip = chip;
    }

    boolean high(int line) {
        try {
            return Files.readString(chip.resolve("sim_gpio" + line).resolve("value"))
                    .startsWith("1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void pullUp(int line) {
        pull(line, "pull-up");
    }

    void pullDown(int line) {
        pull(line, "pull-down");
    }

    /** Whether the line changes within a while, as a keep-alive that beats does. */
    boolean beats(int line, Duration within) {
        boolean before = high(line);
        return until(within, () -> high(line) != before);
    }

    static boolean until(Duration within, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        return true;
    }

    private void pull(int line, String towards) {
        try {
            Files.writeString(chip.resolve("sim_gpio" + line).resolve("pull"), towards);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
