package dev.turnstone.hub.broker;

import dev.turnstone.hub.testing.Await;
import dev.turnstone.hub.testing.FreePort;
import dev.turnstone.hub.testing.TestVenue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The two brokers that Turnstone runs on, each started for real. */
enum Brokers {
    HIVEMQ {
        @Override
        Running start(TestVenue venue, Path folder, TopicRules rules) {
            EmbeddedBroker broker =
                    EmbeddedBroker.start(venue.hub(), folder, "127.0.0.1", 0, rules, certificate -> true);
            broker.started().orTimeout(60, TimeUnit.SECONDS).join();
            return new Running(broker.uri(), broker);
        }
    },
    MOSQUITTO {
        @Override
        Running start(TestVenue venue, Path folder, TopicRules rules) {
            try {
                int port = FreePort.any();
                MosquittoFiles files = MosquittoFiles.write(folder, venue.hubFolder(), port, rules);
                // Debian's drops root's rights for a user who cannot read a temporary folder.
                Files.writeString(files.configuration(), Files.readString(files.configuration()) + "user root\n");
                Process process = new ProcessBuilder(
                                binary().orElseThrow().toString(),
                                "-c",
                                files.configuration().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("mosquitto.log").toFile())
                        .start();
                Await.until("mosquitto listens", Duration.ofSeconds(10), () -> process.isAlive() && answers(port));
                return new Running(URI.create("ssl://localhost:" + port), () -> {
                    process.destroy();
                    process.waitFor();
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    record Running(URI uri, AutoCloseable stop) {}

    abstract Running start(TestVenue venue, Path folder, TopicRules rules);

    /** Why this broker cannot be tried here, if it cannot. */
    Optional<String> absent() {
        return this == MOSQUITTO && binary().isEmpty()
                ? Optional.of("mosquitto is not installed: apt-get install mosquitto")
                : Optional.empty();
    }

    private static Optional<Path> binary() {
        Optional<Path> named =
                Optional.ofNullable(System.getenv("TURNSTONE_MOSQUITTO")).map(Path::of);
        if (named.isPresent()) {
            return named.filter(Files::isExecutable);
        }
        return List.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
