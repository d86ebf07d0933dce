package dev.turnstone.turnstile.simulated;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a simulated turnstile in real time, beside the lane and never inside it. */
public final class TurnstileThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TurnstileThread.class);

    private final SimulatedTurnstile turnstile;
    private final LinkedBlockingQueue<Runnable> happenings = new LinkedBlockingQueue<>(1024);
    private final Thread thread;

    public TurnstileThread(String name, SimulatedTurnstile turnstile, SimulatedPins pins, Wiring wiring) {
        this.turnstile = turnstile;
        pins.watch(wiring.line(OutputLine.RELAY_IN), state -> tell(() -> turnstile.relay(now(), Direction.IN, state)));
        pins.watch(
                wiring.line(OutputLine.RELAY_OUT), state -> tell(() -> turnstile.relay(now(), Direction.OUT, state)));
        pins.watch(wiring.line(OutputLine.KEEP_ALIVE), state -> tell(() -> turnstile.beat(now())));
        this.thread = Thread.ofPlatform().name("turnstile-" + name).daemon().start(this::run);
    }

    public void act(SimulatedAct act) {
        tell(() -> turnstile.act(now(), act));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void tell(Runnable happening) {
        if (!happenings.offer(happening)) {
            LOG.debug("The simulated turnstile is too busy to notice everything");
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                long wait = turnstile.tick(now());
                Runnable happening = happenings.poll(wait, TimeUnit.NANOSECONDS);
                if (happening != null) {
                    happening.run();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static long now() {
        return System.nanoTime();
    }
}
