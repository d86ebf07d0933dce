package dev.turnstone.rehearsal.keep;

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
public final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final Runnable write;
    private final LongSupplier version;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("keeper").factory());
    private long written;

    /**
     * @param version counts the changes
     */
    public Keeper(Runnable write, LongSupplier version) {
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
            LOG.warn("the state could not be kept; it is tried again", unwritable);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        keep();
    }
}
