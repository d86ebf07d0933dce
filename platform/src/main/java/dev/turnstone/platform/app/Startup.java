package dev.turnstone.platform.app;

import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.metrics.Metrics;
import dev.turnstone.platform.supervision.Supervisor;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a {@code Main} is handed to wire its part with; it closes, last opened first, what was opened through it. */
public final class Startup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final String name;
    private final Config config;
    private final Health health = new Health();
    private final Metrics metrics = Metrics.withJvm();
    private final Supervisor supervisor = Supervisor.of(System.getenv());
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean closed;

    Startup(String name, Config config) {
        this.name = name;
        this.config = config;
    }

    public Config config() {
        return config;
    }

    public Health health() {
        return health;
    }

    public Metrics metrics() {
        return metrics;
    }

    /** The one ambient clock of a process; everything below is handed this. */
    public InstantSource clock() {
        return Clock.systemUTC();
    }

    public <T extends AutoCloseable> T closing(T resource) {
        synchronized (open) {
            open.push(resource);
        }
        return resource;
    }

    /**
     * It lives, and waits for what it needs to do its work: whoever supervises it leaves it be, and nobody sends it work
     * before it is {@link #ready}.
     */
    public void standsBy() {
        supervisor.ready(health);
        LOG.warn("{} stands by", name);
    }

    /** Whether it is being ended. */
    public boolean isEnding() {
        return closed;
    }

    /**
     * Does this beside what its caller does next: much of a start is sums and waiting for a disk, and a board has more
     * than one core. Whoever asks for the result waits for it, and gets what went wrong as if it went wrong there.
     */
    public <T> Supplier<T> beside(Supplier<T> work) {
        var doing = new FutureTask<T>(work::get);
        Thread.ofPlatform().daemon().name("start").start(doing);
        return () -> done(doing);
    }

    private static <T> T done(FutureTask<T> doing) {
        try {
            return doing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the start was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Everything stands: from here on a setting nobody read is a mistake, and the part may be sent work. */
    public void ready() {
        config.refuseUnknownKeys();
        health.started();
        supervisor.ready(health);
        LOG.info("{} is ready", name);
    }

    @Override
    public void close() {
        synchronized (open) {
            if (closed) {
                return;
            }
            closed = true;
            supervisor.close();
            while (!open.isEmpty()) {
                closeOne(open.pop());
            }
        }
    }

    private static void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("{} did not close cleanly", resource.getClass().getSimpleName(), e);
        }
    }
}
