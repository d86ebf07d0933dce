package dev.turnstone.turnstile.lane;

import dev.turnstone.platform.retry.Backoff;
import dev.turnstone.turnstile.barrier.Barrier;
import dev.turnstone.turnstile.barrier.BarrierLost;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.light.Lamps;
import dev.turnstone.turnstile.light.Signals;
import dev.turnstone.turnstile.sense.Felt;
import dev.turnstone.turnstile.sense.FireContact;
import dev.turnstone.turnstile.sense.SensorLost;
import dev.turnstone.turnstile.sense.Sensors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hardware that cannot be had yet: a chip that is missing, a line that another program holds. Until it can, the lane has
 * a fault that staff see, its fire contact counts as unreadable, and nothing beats the keep-alive, so the way out is
 * free. It is asked for again with growing pauses, on the lane's own thread, which has nothing else to do then.
 */
final class AwaitedHardware implements Barrier, Lamps, Sensors {
    static final Backoff AGAIN = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(15), 2, 0.2);
    private static final Logger LOG = LoggerFactory.getLogger(AwaitedHardware.class);

    private final Opening opening;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final List<Consumer<Felt>> listeners = new ArrayList<>();

    private volatile Optional<Board> board = Optional.empty();
    private Signals signals = Signals.QUIET_RED;
    private IOException why;
    private int failures = 1;
    private long againAt;

    /** @param why it could not be had just now */
    AwaitedHardware(Opening opening, IOException why, Backoff backoff, RandomGenerator random) {
        this.opening = opening;
        this.why = why;
        this.backoff = backoff;
        this.random = random;
        this.againAt = System.nanoTime() + backoff.delay(failures, random).toNanos();
    }

    /** Opens all of it, or says why not and leaves nothing open. */
    @FunctionalInterface
    interface Opening {
        Board open() throws IOException;
    }

    Board board() {
        return new Board(this, this, this, Optional.empty(), () -> {});
    }

    @Override
    public void drive(Relays relays) throws BarrierLost {
        if (board.isEmpty() && System.nanoTime() - againAt >= 0) {
            tryAgain();
        }
        opened().barrier().drive(relays);
    }

    @Override
    public void beat() throws BarrierLost {
        opened().barrier().beat();
    }

    @Override
    public void show(Signals shown) {
        signals = shown;
        board.ifPresent(open -> open.lamps().show(shown));
    }

    @Override
    public Set<Sense> active() throws SensorLost {
        if (board.isEmpty()) {
            throw new SensorLost("no line can be read: " + why.getMessage(), why);
        }
        return board.get().sensors().active();
    }

    @Override
    public FireContact fire() {
        return board.map(open -> open.sensors().fire()).orElse(FireContact.UNREADABLE);
    }

    @Override
    public void listen(Consumer<Felt> listener) {
        listeners.add(listener);
        board.ifPresent(open -> open.sensors().listen(listener));
    }

    @Override
    public boolean attended() {
        return board.map(open -> open.sensors().attended()).orElse(true);
    }

    @Override
    public void close() {
        board.ifPresent(Board::close);
        board = Optional.empty();
    }

    private void tryAgain() {
        try {
            Board open = opening.open();
            listeners.forEach(open.sensors()::listen);
            open.lamps().show(signals);
            board = Optional.of(open);
            LOG.info("The lane's hardware is there");
        } catch (IOException e) {
            why = e;
            failures++;
            againAt = System.nanoTime() + backoff.delay(failures, random).toNanos();
        }
    }

    private Board opened() throws BarrierLost {
        if (board.isEmpty()) {
            throw new BarrierLost(String.valueOf(why.getMessage()), why);
        }
        return board.get();
    }
}
