package dev.turnstone.rehearsal.bench;

import dev.turnstone.turnstile.barrier.BarrierLost;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Pi4jBarrier;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Pins;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A pin and a thread that waits for somebody to want it raised: all that a lane is, without the lane. */
final class BarePin implements AutoCloseable {
    private static final int LINE = 0;
    private static final int BEAT_MS = 50;
    private static final Relays RAISED = new Relays(Level.HIGH, Level.LOW);

    private final SimulatedPins world = new SimulatedPins();
    private final Pins pins = world.pins();
    private final Pi4jBarrier pin = new Pi4jBarrier(pins, Map.of(OutputLine.RELAY_IN, LINE));
    private final Stopwatch watch = new Stopwatch(world, LINE);
    private final BlockingQueue<CompletableFuture<Relays>> wanted = new ArrayBlockingQueue<>(1);
    private final Thread thread = Thread.ofPlatform().name("bare-pin").daemon().start(this::run);

    /** How long until the pin is high when another thread writes it. */
    long handOver() {
        long nanos = watch.nanos(() -> {
            CompletableFuture<Relays> written = new CompletableFuture<>();
            wanted.add(written);
            written.join();
        });
        drive(Relays.LOW);
        return nanos;
    }

    /** How long until the pin is high when this very thread writes it. */
    long write() {
        long nanos = watch.nanos(() -> drive(RAISED));
        drive(Relays.LOW);
        return nanos;
    }

    @Override
    public void close() {
        thread.interrupt();
        pins.close();
    }

    private void run() {
        try {
            while (true) {
                // With a timeout, as everything waits that has a keep-alive to beat.
                CompletableFuture<Relays> next = wanted.poll(BEAT_MS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    drive(RAISED);
                    next.complete(RAISED);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drive(Relays relays) {
        try {
            pin.drive(relays);
        } catch (BarrierLost e) {
            throw new IllegalStateException(e);
        }
    }
}
