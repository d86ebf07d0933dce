package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.platform.retry.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The thread on which a {@link Scribe} writes. */
public final class JournalWriter implements Records, AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Backoff BETWEEN_TRIES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), 2, 0.2);

    private final Scribe scribe;
    private final RandomGenerator random;
    private final Thread thread = Thread.ofPlatform().name("journal").unstarted(this::run);
    private volatile boolean closed;

    /** Hears on the writer's thread what became of writing. */
    public interface Listener {
        void recorded(PresentationId intended);

        void unrecorded(PresentationId intended);

        /** There is something new to send to the hub. */
        void appended();

        /** The disk has a fault, another one than before, or none any more. */
        default void faultChanged() {}
    }

    /** @param startNanos when this life of the device began, on the monotonic clock */
    public JournalWriter(Journal journal, RandomGenerator random, long startNanos, Listener listener) {
        this.scribe = new Scribe(journal, startNanos, listener);
        this.random = random;
    }

    /** Writes that a new life begins, before anything else is written: where the card is full, as soon as it is not. */
    public void start(String boot, Now now) {
        scribe.start(boot, now);
        thread.start();
    }

    /** Why nothing can be written, if nothing can. */
    public Optional<CardFault> fault() {
        return scribe.fault();
    }

    /** How many endings wait for the disk to be well again. */
    public int waiting() {
        return scribe.endingsWaiting();
    }

    /** What only a new start can mend. A disk that refuses is a fault instead, and no reason to end anything. */
    public Optional<String> failing() {
        return thread.isAlive() ? Optional.empty() : Optional.of("nobody writes the journal any more");
    }

    @Override
    public PresentationId mint() {
        return scribe.mint();
    }

    @Override
    public void intend(PresentationId presentation, Fact.Intent intent, Now now) {
        scribe.intend(presentation, intent, now);
    }

    @Override
    public void settle(Fact ending, Now now) {
        scribe.settle(ending, now);
    }

    private void run() {
        int failures = 0;
        while (!closed || scribe.hasWaiting()) {
            try {
                if (scribe.write(closed ? Duration.ZERO : IDLE)) {
                    failures = 0;
                    if (!closed && !scribe.hasWaiting()) {
                        scribe.makeRoom(System.nanoTime());
                    }
                } else if (closed) {
                    return;
                } else {
                    Thread.sleep(BETWEEN_TRIES.delay(failures++, random));
                }
            } catch (InterruptedException e) {
                // close() lets what is waiting be written, then ends the loop.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
