package dev.turnstone.rehearsal.rig;

import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.rehearsal.stage.Child;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hub as it runs at a venue, which can be killed and started again on the same ports and the same disk. */
public final class RigHub implements AutoCloseable {
    private static final int HEAP_MB = 256;
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);

    private final RigVenue venue;
    private final Path config;
    private final int dashboardPort;
    private final int devicesPort;
    private final int brokerPort;
    private final List<String> flags;
    private Map<String, String> environment = Map.of();
    private Process process;

    private RigHub(RigVenue venue, Optional<RigBroker> broker, List<String> flags)
            throws IOException, InterruptedException {
        this.venue = venue;
        this.flags = flags;
        this.config = venue.folder().resolve("hub.yaml");
        this.dashboardPort = Child.anyFreePort();
        this.devicesPort = Child.anyFreePort();
        this.brokerPort = broker.isPresent() ? broker.get().port() : Child.anyFreePort();
        Files.writeString(config, """
                http: {host: 127.0.0.1, port: %d}
                devices: {host: 127.0.0.1, port: %d}
                mqtt: {mode: %s, host: %s, port: %d}
                identity: '%s'
                data: '%s'
                venue: %s
                settings: {public-key: '%s'}
                """.formatted(
                        dashboardPort,
                        devicesPort,
                        broker.isPresent() ? "external" : "embedded",
                        broker.isPresent() ? "localhost" : "127.0.0.1",
                        brokerPort,
                        venue.hubIdentity(),
                        venue.data(),
                        RigVenue.VENUE.value(),
                        venue.settingsKey().hex()));
        this.process = launch();
        awaitReady();
    }

    /** @param flags more for its JVM */
    public static RigHub start(RigVenue venue, Optional<RigBroker> broker, String... flags)
            throws IOException, InterruptedException {
        return new RigHub(venue, broker, List.of(flags));
    }

    private Process launch() throws IOException {
        return RigProcess.java(
                log(), environment, HEAP_MB, flags, "dev.turnstone.hub.app.Main", "--config", config.toString());
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        URI ready = URI.create("http://127.0.0.1:" + dashboardPort + "/health/ready");
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!answers(client, ready)) {
                if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                    throw new CannotDo("The hub did not start:\n" + Files.readString(log()), "See its log above.");
                }
                Thread.sleep(Duration.ofMillis(20));
            }
        }
    }

    private static boolean answers(HttpClient client, URI ready) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public int claimsPort() {
        return devicesPort;
    }

    public URI broker() {
        return URI.create("ssl://localhost:" + brokerPort);
    }

    public long residentMb() {
        return RigProcess.residentMb(process);
    }

    /** What it has used of the processors since it started; whatever else the machine does is not in it. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public Path log() {
        return venue.folder().resolve("hub.log");
    }

    /** As a power cut would, but for what the kernel still writes. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** @param variables for this life alone */
    public void restart(Map<String, String> variables) throws IOException, InterruptedException {
        environment = variables;
        process = launch();
        awaitReady();
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        RigProcess.end(process);
    }
}
