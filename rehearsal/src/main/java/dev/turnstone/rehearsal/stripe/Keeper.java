package dev.turnstone.rehearsal.stripe;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the state at the end, and every second in which it changed: a stand-in that is killed forgets at most its last
 * second.
 */
final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final Runnable write;
    private final LongSupplier version;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stripe-keeper").factory());
    private long written;

    /**
     * @param version counts the changes
     */
    Keeper(Runnable write, LongSupplier version) {
        this.write = write;
        this.version = version;
        this.written = version.getAsLong();
        var _ = timer.scheduleWithFixedDelay(this::keep, 1, 1, TimeUnit.SECONDS);
    }

    private synchronized void keep() {
        long now = version.getAsLong();
        if (now == written) {
            return;
        }
        try {
            write.run();
            written = now;
        } catch (RuntimeException unwritable) {
            LOG.warn("the Stripe stand-in could not keep its state; it tries again", unwritable);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        keep();
    }
}
