package dev.turnstone.turnstile.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real broker on a free port, or the reason why there is none. */
public final class Mosquitto implements AutoCloseable {
    private final Path config;
    private final int port;
    private Optional<Process> process = Optional.empty();

    public Mosquitto(Path folder) throws IOException {
        Assumptions.assumeTrue(program().isPresent(), "no mosquitto: apt-get install mosquitto");
        port = freePort();
        config = folder.resolve("mosquitto.conf");
        Files.writeString(config, "listener %d 127.0.0.1%nallow_anonymous true%n".formatted(port));
    }

    public void start() throws IOException, InterruptedException {
        process = Optional.of(new ProcessBuilder(program().orElseThrow().toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(config.resolveSibling("mosquitto.log").toFile())
                .start());
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "mosquitto does not listen: " + Files.readString(config.resolveSibling("mosquitto.log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    public URI uri() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    public void stop() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    /** Not from the range out of which the system takes the ports of outgoing connections: it may be gone by the start. */
    private static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(candidate)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("no port between 20000 and 32000 is free");
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> program() {
        Optional<Path> named =
                Optional.ofNullable(System.getenv("TURNSTONE_MOSQUITTO")).map(Path::of);
        if (named.isPresent()) {
            return named.filter(Files::isExecutable);
        }
        return Stream.of(
                        "/usr/sbin/mosquitto",
                        "/usr/bin/mosquitto",
                        "/usr/local/sbin/mosquitto",
                        "/opt/homebrew/sbin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
