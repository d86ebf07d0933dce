package dev.turnstone.kiosk.handheld;

import dev.turnstone.kiosk.sight.Showing;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.KeyFault;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import dev.turnstone.platform.retry.Backoff;
import dev.turnstone.turnstile.barrier.BoardSettings.Baud;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers beside the camera, a thread each. What one reads while a guest is attended to waits for a moment, so that a
 * party may be scanned one after the other; what waits longer is forgotten, since whoever showed it has gone on.
 */
public final class Handhelds implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Handhelds.class);
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration SAME_AGAIN_AFTER = Duration.ofSeconds(3);
    private static final Duration WAITS_FOR_ITS_TURN = Duration.ofSeconds(5);
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), 2, 0);
    private static final int MOST = 4;

    private final List<PassSource> sources;
    private final Desk desk;
    private final Map<String, String> faults = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /** Where passes are taken in. */
    public interface Desk {
        boolean attending();

        void shown(String text, long takenNanos);
    }

    private enum By {
        KEYBOARD,
        SERIAL
    }

    public Handhelds(List<PassSource> sources, Desk desk) {
        this.sources = List.copyOf(sources);
        this.desk = desk;
    }

    /** Those that the list {@code handhelds} names; {@code handhelds.schema.json} describes it. */
    public static List<PassSource> read(Config config) {
        List<Config> said = config.list("handhelds");
        if (said.size() > MOST) {
            throw config.fault(new KeyFault("handhelds", "a gate has at most %d".formatted(MOST)));
        }
        Set<Path> devices = new HashSet<>();
        List<PassSource> sources = new ArrayList<>();
        for (Config one : said) {
            if (!Path.of(one.text("device")).isAbsolute()) {
                throw one.fault(new KeyFault("device", "takes a whole path, such as one of /dev/input/by-id"));
            }
            if (!devices.add(one.path("device"))) {
                throw one.fault(new KeyFault("device", "is that of another reader too"));
            }
            sources.add(source(one));
        }
        return List.copyOf(sources);
    }

    private static PassSource source(Config said) {
        return switch (said.choice("by", By.class, By.KEYBOARD)) {
            case KEYBOARD -> {
                if (said.optionalText("baud").isPresent()) {
                    throw said.fault(new KeyFault("baud", "is for serial readers; a keyboard has none"));
                }
                yield new KeyboardReader(said.path("device"));
            }
            case SERIAL -> {
                int bits = said.integer("baud", 9_600, 9_600, 115_200);
                Baud baud = Baud.of(bits)
                        .orElseThrow(() -> said.fault(
                                new KeyFault("baud", "takes 9600, 19200, 38400, 57600 or 115200, not " + bits)));
                yield new SerialReader(said.path("device"), baud);
            }
        };
    }

    public void start() {
        for (PassSource source : sources) {
            threads.add(Thread.ofPlatform().name("handheld").daemon().start(() -> run(source)));
        }
    }

    public void report(Health health) {
        if (!sources.isEmpty()) {
            health.part(
                    "handhelds", () -> faults.isEmpty() ? Status.up() : Status.degraded(String.join("; ", faults())));
        }
    }

    private List<String> faults() {
        return List.copyOf(new TreeMap<>(faults).values());
    }

    private void run(PassSource source) {
        int failures = 0;
        while (!closed) {
            try {
                source.open();
                failures = 0;
                faults.remove(source.name());
                log.info("The reader {} is there", source.name());
                listen(source);
            } catch (IOException e) {
                failures++;
                String why = String.valueOf(e.getMessage());
                if (!why.equals(faults.put(source.name(), why))) {
                    log.warn("The reader {} cannot be used: {}", source.name(), why);
                }
            } catch (InterruptedException e) {
                return;
            } finally {
                source.close();
            }
            if (!pause(failures)) {
                return;
            }
        }
    }

    private void listen(PassSource source) throws IOException, InterruptedException {
        // Held to its trigger, a reader reads the same pass again and again: that is one showing.
        Showing showing = new Showing(SAME_AGAIN_AFTER);
        while (!closed) {
            Optional<String> text = source.next(PATIENCE).flatMap(read -> showing.see(read, 0, System.nanoTime()));
            if (text.isPresent() && myTurn()) {
                desk.shown(text.get(), System.nanoTime());
            }
        }
    }

    private boolean myTurn() throws InterruptedException {
        long deadline = System.nanoTime() + WAITS_FOR_ITS_TURN.toNanos();
        while (desk.attending()) {
            if (closed || System.nanoTime() - deadline >= 0) {
                log.warn("A pass from a handheld reader was passed over: the gate was busy for too long");
                return false;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        return true;
    }

    private boolean pause(int failures) {
        try {
            Thread.sleep(AGAIN.delay(Math.max(1, failures), new SplittableRandom(0)));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
