package dev.turnstone.hub.testing;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The hub as it runs at a venue: a process of its own, which can be killed. */
public final class HubProcess implements AutoCloseable {
    private final Process process;
    private final Path log;
    public final int dashboardPort;
    public final int devicesPort;
    public final int brokerPort;

    private HubProcess(Process process, Path log, int dashboardPort, int devicesPort, int brokerPort) {
        this.process = process;
        this.log = log;
        this.dashboardPort = dashboardPort;
        this.devicesPort = devicesPort;
        this.brokerPort = brokerPort;
    }

    public static HubProcess start(Path folder, TestVenue venue, TestCloud cloud, URI cloudUri) {
        try {
            int http = FreePort.any();
            int devices = FreePort.any();
            int broker = FreePort.any();
            Path config = folder.resolve("hub.yaml");
            Files.writeString(config, """
                    http: {host: 127.0.0.1, port: %d}
                    dashboard: {seen-by: everyone}
                    devices: {host: 127.0.0.1, port: %d}
                    mqtt: {mode: embedded, host: 127.0.0.1, port: %d}
                    identity: '%s'
                    data: '%s'
                    venue: maguey
                    cloud: {uri: '%s', token: secret}
                    settings: {public-key: '%s'}
                    """.formatted(
                            http,
                            devices,
                            broker,
                            venue.hubFolder(),
                            folder.resolve("data"),
                            cloudUri,
                            cloud.settingsKey().hex()));
            Path log = folder.resolve("hub.log");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.turnstone.hub.app.Main",
                            "--config",
                            config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            HubProcess hub = new HubProcess(process, log, http, devices, broker);
            Await.until(
                    "the hub is ready\n" + hub.log(),
                    Duration.ofSeconds(60),
                    () -> !process.isAlive() || hub.status("/health/ready") == 200);
            if (!process.isAlive()) {
                throw new IllegalStateException("the hub did not start:\n" + hub.log());
            }
            return hub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI dashboard() {
        return URI.create("http://127.0.0.1:" + dashboardPort);
    }

    public URI broker() {
        return URI.create("ssl://localhost:" + brokerPort);
    }

    public String get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(dashboard().resolve(path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int status(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(dashboard().resolve(path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Decision claim(Identity identity, TestDevice device, PresentationId id, String pass) {
        HttpResponse<String> answer = post(identity, ClaimRequest.of(id, pass, device.doorway(Direction.IN), 5_000));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return Json.read(answer.body(), ClaimAnswer.class).decision();
    }

    public HttpResponse<String> post(Identity identity, ClaimRequest claim) {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(identity.sslContext()).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + devicesPort + "/v1/claims"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(claim)))
                            .header("Content-Type", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a gate asks for at the listener that it claims at. */
    public HttpResponse<byte[]> ask(Identity identity, String path) {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(identity.sslContext()).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + devicesPort + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a gate asks every second, at the listener that it claims at. */
    public int pulse(Identity identity) {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(identity.sslContext()).build()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + devicesPort + "/health/live"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a power cut would, but for what the kernel still writes. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the hub does not stop:\n" + log());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        await();
    }
}
