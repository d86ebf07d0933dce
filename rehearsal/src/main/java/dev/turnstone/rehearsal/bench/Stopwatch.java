package dev.turnstone.rehearsal.bench;

import dev.turnstone.turnstile.gpio.SimulatedPins;

/** How long it takes until a pin rises, seen from the other end of its wire. */
final class Stopwatch {
    private volatile long roseAtNanos;

    Stopwatch(SimulatedPins world, int line) {
        world.onRise(line, () -> roseAtNanos = System.nanoTime());
    }

    /** @param raise returns once the pin has risen */
    long nanos(Runnable raise) {
        long start = System.nanoTime();
        raise.run();
        return roseAtNanos - start;
    }
}
