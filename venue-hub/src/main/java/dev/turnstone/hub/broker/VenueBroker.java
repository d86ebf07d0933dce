package dev.turnstone.hub.broker;

import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.identity.Identity;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The broker that the venue has chosen: the hub's own, or one that stands beside it. */
public final class VenueBroker implements AutoCloseable {
    private final Optional<EmbeddedBroker> embedded;
    private final URI uri;

    private VenueBroker(Optional<EmbeddedBroker> embedded, URI uri) {
        this.embedded = embedded;
        this.uri = uri;
    }

    /** Where the broker runs. */
    enum Mode {
        EMBEDDED,
        EXTERNAL
    }

    /** Returns at once; see {@link #awaitStarted}. */
    public static VenueBroker start(Config config, Identity identity, Path data, TopicRules rules) {
        int port = config.port("port", 8413);
        return switch (config.choice("mode", Mode.class, Mode.EMBEDDED)) {
            case EMBEDDED -> {
                EmbeddedBroker broker = EmbeddedBroker.start(
                        identity,
                        data.resolve("broker"),
                        config.text("host", "0.0.0.0"),
                        port,
                        rules,
                        certificate -> true);
                yield new VenueBroker(Optional.of(broker), broker.uri());
            }
            case EXTERNAL ->
                new VenueBroker(Optional.empty(), URI.create("ssl://%s:%d".formatted(config.text("host"), port)));
        };
    }

    public URI uri() {
        return uri;
    }

    /** A broker elsewhere is waited for by the bus, for as long as it takes: gates are admitted to without it. */
    public void awaitStarted() {
        embedded.ifPresent(broker -> {
            try {
                broker.started().orTimeout(90, TimeUnit.SECONDS).join();
            } catch (CompletionException e) {
                throw new StartFailure(
                        "The embedded broker did not start on port %d: %s."
                                .formatted(broker.port(), String.valueOf(e.getCause())),
                        "Stop the program that uses the port, or set mqtt.port to another.");
            }
        });
    }

    @Override
    public void close() {
        embedded.ifPresent(EmbeddedBroker::close);
    }
}
