package dev.turnstone.platform.app;

import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import dev.turnstone.platform.identity.IdentityException;
import dev.turnstone.platform.log.Logs;
import dev.turnstone.platform.store.StoreException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How every part starts and stops. What keeps it from starting is said in a sentence, never as a stack trace: exit
 * code 2 for a mistake in the call or the configuration, 1 for anything else. On SIGTERM or Ctrl-C it closes what it
 * opened, last first.
 */
public final class Program {
    /** Set by whoever starts a part as its child: the part leaves when its standard input ends, as its parent has. */
    public static final String LEAVE_WITH_PARENT = "TURNSTONE_LEAVE_WITH_PARENT";

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private Program() {}

    /** Wires a part together. */
    @FunctionalInterface
    public interface Wiring {
        void start(Startup start) throws Exception;
    }

    public static void run(String name, String[] args, Wiring wiring) {
        Optional<Path> file = configFile(name, args);
        Logs.configure(name);
        leaveWithParent();
        var stopped = new CountDownLatch(1);
        Optional<Startup> begun = Optional.empty();
        try {
            Config config = file.map(path -> Config.load(path, System.getenv()))
                    .orElseGet(() -> Config.ofEnvironment(System.getenv()));
            var start = new Startup(name, config);
            begun = Optional.of(start);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                start.close();
                                LOG.info("{} has stopped", name);
                                stopped.countDown();
                            },
                            name + "-stop"));
            wiring.start(start);
        } catch (Exception e) {
            // What is ended while it waits for something has not failed.
            if (begun.filter(Startup::isEnding).isEmpty()) {
                fail(name, e);
            }
        }
        awaitQuietly(stopped);
    }

    private static Optional<Path> configFile(String name, String[] args) {
        List<String> words = List.of(args);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.printf(
                    "Usage: %s [--config FILE]%n%nFILE is YAML; every key may also be given as TURNSTONE_KEY_NAME.%n",
                    name);
            System.exit(0);
        }
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (words.size() == 2 && words.getFirst().equals("--config")) {
            return Optional.of(Path.of(words.get(1)));
        }
        System.err.printf(
                "%s does not know \"%s\". It takes --config FILE, or --help.%n", name, String.join(" ", words));
        System.exit(2);
        throw new IllegalStateException("unreachable");
    }

    private static void fail(String name, Exception e) {
        LOG.debug("{} did not start", name, e);
        @Nullable String sentence = sentence(e);
        if (sentence != null) {
            System.err.printf("%s did not start: %s%n", name, sentence);
        } else {
            LOG.error("{} did not start, for a reason nobody foresaw", name, e);
        }
        System.exit(e instanceof ConfigException ? 2 : 1);
    }

    /** What is said instead of a stack trace, where the cause is one that the reader can mend. */
    private static @Nullable String sentence(@Nullable Throwable e) {
        return switch (e) {
            case null -> null;
            case ConfigException known -> known.getMessage();
            case StartFailure known -> known.getMessage();
            case IdentityException known -> known.getMessage();
            case StoreException known -> known.getMessage();
            case BindException bind ->
                "a port is taken (%s). Stop what uses it, or set another.".formatted(bind.getMessage());
            default -> sentence(e.getCause());
        };
    }

    private static void leaveWithParent() {
        if (System.getenv(LEAVE_WITH_PARENT) == null) {
            return;
        }
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // The parent never writes; only the end of the stream means something.
                }
            } catch (IOException e) {
                LOG.debug("standard input is gone", e);
            }
            System.exit(0);
        });
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
