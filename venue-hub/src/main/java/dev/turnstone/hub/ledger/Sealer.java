package dev.turnstone.hub.ledger;

import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals every minute when it is over. */
public final class Sealer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sealer.class);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(5);

    private final LedgerSeals seals;
    private final PrivateKey key;
    private final InstantSource clock;
    private final Thread thread;

    private Sealer(LedgerSeals seals, PrivateKey key, InstantSource clock) {
        this.seals = seals;
        this.key = key;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("sealer").unstarted(this::run);
    }

    public static Sealer start(LedgerSeals seals, PrivateKey key, InstantSource clock) {
        Sealer sealer = new Sealer(seals, key, clock);
        sealer.thread.start();
        return sealer;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOKS_EVERY);
                seal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void seal() {
        try {
            seals.seal(clock.instant(), key);
        } catch (RuntimeException e) {
            // What is not sealed now is sealed with the next minute.
            log.warn("the ledger could not be sealed: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
