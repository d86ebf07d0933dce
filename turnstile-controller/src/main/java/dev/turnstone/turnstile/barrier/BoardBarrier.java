package dev.turnstone.turnstile.barrier;

import dev.turnstone.platform.retry.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relays on a board that may be slow, or gone. A thread of its own talks with the board, so that a lane never waits for
 * a cable: the lane says what the relays shall be, and is told at its next word if the last one did not arrive.
 *
 * <p>Only the newest word counts. A pulse that could not be given in time is not given later, when nobody stands before
 * the barrier any more.
 */
public final class BoardBarrier implements Barrier {
    private static final Logger LOG = LoggerFactory.getLogger(BoardBarrier.class);
    /** How often a board is looked at that has nothing to do. */
    private static final Duration ROUND = Duration.ofMillis(500);

    private static final Duration FIRST_CONTACT = Duration.ofSeconds(2);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), 2, 0.2);

    private final RelayBoard board;
    private final Barrier pins;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition tried = lock.newCondition();
    private final Thread thread;

    private Relays wanted = Relays.LOW;
    private Optional<Exception> trouble = Optional.of(new IOException("it has not been reached yet"));
    private boolean everTried;
    private boolean closing;

    /**
     * @param name of the lane, for the name of the thread
     * @param pins whose keep-alive is beaten; its relays are never driven
     */
    BoardBarrier(String name, RelayBoard board, Barrier pins, RandomGenerator random) {
        this.board = board;
        this.pins = pins;
        this.random = random;
        this.thread = Thread.ofPlatform().name("relays-" + name).daemon().start(this::run);
        awaitFirstContact();
    }

    /** The board that is said, beside pins that carry the keep-alive. */
    public static BoardBarrier of(String name, BoardSettings settings, Barrier pins, RandomGenerator random) {
        return new BoardBarrier(
                name,
                switch (settings) {
                    case BoardSettings.Serial serial -> new SerialBoard(serial);
                    case BoardSettings.Modbus modbus -> new ModbusBoard(modbus);
                },
                pins,
                random);
    }

    @Override
    public void drive(Relays relays) throws BarrierLost {
        Optional<Exception> why;
        lock.lock();
        try {
            if (!wanted.equals(relays)) {
                wanted = relays;
                changed.signalAll();
            }
            why = trouble;
        } finally {
            lock.unlock();
        }
        if (why.isPresent()) {
            throw new BarrierLost(
                    "the relay board cannot be reached: " + why.get().getMessage(), why.get());
        }
    }

    @Override
    public void beat() throws BarrierLost {
        pins.beat();
    }

    /** Lets go of the relays if the board can be reached; returns within a bounded time if it cannot. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pins.close();
    }

    private void run() {
        int failures = 0;
        boolean ended = false;
        while (!ended) {
            try {
                board.open();
                serve();
                ended = true;
            } catch (IOException | RuntimeException e) {
                failures = reached() ? 1 : failures + 1;
                lost(e);
                ended = waitAgain(AGAIN.delay(failures, random));
            } finally {
                board.close();
            }
        }
    }

    /** Until the end, or until the board does not obey. */
    private void serve() throws IOException {
        Optional<Relays> said = Optional.empty();
        while (true) {
            Optional<Relays> next = next(said);
            if (next.isEmpty()) {
                board.set(Relays.LOW);
                return;
            }
            if (next.equals(said)) {
                board.check(next.get());
            } else {
                board.set(next.get());
            }
            said = next;
            found();
        }
    }

    /** What the relays shall be, as soon as that is news or it is time to look again; nothing at the end. */
    private Optional<Relays> next(Optional<Relays> said) {
        lock.lock();
        try {
            long nanos = ROUND.toNanos();
            while (!closing && said.equals(Optional.of(wanted)) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return closing ? Optional.empty() : Optional.of(wanted);
        } catch (InterruptedException e) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is time to end instead. */
    private boolean waitAgain(Duration delay) {
        lock.lock();
        try {
            long nanos = delay.toNanos();
            while (!closing && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return closing;
        } catch (InterruptedException e) {
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean reached() {
        lock.lock();
        try {
            return trouble.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void found() {
        lock.lock();
        try {
            if (trouble.isPresent() && everTried) {
                LOG.info("{}: the relay board is reached again", thread.getName());
            }
            trouble = Optional.empty();
            everTried = true;
            tried.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void lost(Exception why) {
        lock.lock();
        try {
            trouble = Optional.of(why);
            everTried = true;
            tried.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** So that a lane whose board is there does not begin with a fault. */
    private void awaitFirstContact() {
        lock.lock();
        try {
            long nanos = FIRST_CONTACT.toNanos();
            while (!everTried && nanos > 0) {
                nanos = tried.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
