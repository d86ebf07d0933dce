package dev.turnstone.platform.supervision;

import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the part is ready, how it is, and that it lives. The watchdog is fed only while no vital part of
 * its {@link Health} is down: a program whose loop hangs must be ended and started again, however cheerfully another of
 * its threads would go on feeding. Where nobody supervises, nothing is told.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    /** How often systemd is told how things are where it wants no watchdog fed. */
    private static final Duration WITHOUT_WATCHDOG = Duration.ofSeconds(10);

    private static final int LONGEST_STATUS = 200;

    private final Optional<NotifySocket> socket;
    private final Optional<Duration> watchdog;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean feeding = new AtomicBoolean();
    private boolean deaf;

    private Supervisor(Optional<NotifySocket> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /** As systemd says in NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID. */
    public static Supervisor of(Map<String, String> environment) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty()) {
            return new Supervisor(Optional.empty(), Optional.empty());
        }
        try {
            return new Supervisor(Optional.of(new NotifySocket(address)), watchdog(environment));
        } catch (IllegalArgumentException e) {
            LOG.warn("Nobody is told how this part is: {}", e.getMessage());
            return new Supervisor(Optional.empty(), Optional.empty());
        }
    }

    private static Optional<Duration> watchdog(Map<String, String> environment) {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        boolean others = !pid.isEmpty()
                && !pid.equals(String.valueOf(ProcessHandle.current().pid()));
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        if (others || micros.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(micros), 1_000L)));
    }

    /**
     * It does what it can: told at once, and from now on how it is, three times within the watchdog's patience. Told again
     * where it can do more than at first.
     */
    public void ready(Health health) {
        if (socket.isEmpty()) {
            return;
        }
        tell("READY=1\n" + words(health.report(), watchdog.isPresent()));
        if (feeding.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("supervision").start(() -> feed(health));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        tell("STOPPING=1\nSTATUS=stopping");
    }

    private void feed(Health health) {
        Duration every = watchdog.map(patience -> patience.dividedBy(3)).orElse(WITHOUT_WATCHDOG);
        try {
            while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                Health.Report report = health.report();
                if (!report.vital()) {
                    LOG.error("The watchdog is not fed: {}", sentence(report));
                }
                tell(words(report, watchdog.isPresent()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String message) {
        if (socket.isEmpty()) {
            return;
        }
        try {
            socket.get().send(message);
            deaf = false;
        } catch (IOException e) {
            if (!deaf) {
                LOG.warn("Whoever supervises this part does not listen: {}", e.getMessage());
            }
            deaf = true;
        }
    }

    /** What is told of a part that is like this. */
    static String words(Health.Report report, boolean watched) {
        String status = "STATUS=" + sentence(report);
        return watched && report.vital() ? "WATCHDOG=1\n" + status : status;
    }

    private static String sentence(Health.Report report) {
        String troubles = report.parts().entrySet().stream()
                .filter(part -> part.getValue().state() != Status.State.UP)
                .map(part -> part.getKey() + ": " + part.getValue().detail())
                .collect(Collectors.joining("; "));
        String said = troubles.isEmpty() ? "all is well" : troubles.replaceAll("\\s+", " ");
        return said.length() <= LONGEST_STATUS ? said : said.substring(0, LONGEST_STATUS - 1) + "…";
    }
}
