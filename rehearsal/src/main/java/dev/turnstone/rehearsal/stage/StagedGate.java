package dev.turnstone.rehearsal.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.turnstone.rehearsal.guest.GateCamera;
import dev.turnstone.rehearsal.guest.Web;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import dev.turnstone.rehearsal.passbook.QrPicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A real gate in a process of its own, over all its lives: it keeps its folder, its certificate, and the meter at its
 * relay, whatever happens to the process.
 */
public final class StagedGate implements AutoCloseable {
    public static final String DEVICE = "gate-a";

    /** As it runs on a board: {@code packaging} says the same. */
    public static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m");

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(1);
    private static final int MODULE_PIXELS = 6;

    private final Path folder;
    private final URI home;
    private final Web web = new Web();
    private Optional<Child> life = Optional.empty();

    /** @param folder of which it takes {@code gate/} and two files beside it */
    public StagedGate(Path folder, StagedEvent event, StagedHub hub) {
        this.folder = folder;
        int port = Child.anyFreePort();
        this.home = URI.create("http://127.0.0.1:" + port);
        try {
            Files.createDirectories(data());
            Files.writeString(config(), """
                    device: %s
                    venue: %s
                    gate: A
                    lanes: [{lane: a-1, direction: in}]
                    identity: '%s'
                    data: '%s'
                    http: {host: 127.0.0.1, port: %d}
                    hub: {claims-uri: '%s', mqtt-uri: '%s'}
                    settings: {public-key: '%s'}
                    camera: {driver: drop}
                    controller:
                      mode: simulated
                      walk-after: 100ms
                      meter: '%s'
                      timings: {pulse: 20ms, pulse-rest: 10ms}
                    """.formatted(
                            DEVICE,
                            StagedHub.VENUE,
                            hub.identity(DEVICE),
                            data(),
                            port,
                            hub.claims(),
                            hub.broker(),
                            event.settingsKey().hex(),
                            meter()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path data() {
        return folder.resolve("gate");
    }

    /** Where every rise of the relay is noted. */
    public Path meter() {
        return folder.resolve("relay");
    }

    public Path config() {
        return folder.resolve("gate.yaml");
    }

    public URI home() {
        return home;
    }

    /** @param before what stands before java on the command line, such as a tracer */
    public void start(List<String> before, List<Path> classesFirst) {
        life = Optional.of(Child.start(
                before, FLAGS, classesFirst, "dev.turnstone.kiosk.app.Main", config(), folder.resolve("gate.log")));
    }

    public void awaitReady() throws InterruptedException {
        life.orElseThrow().await(home.resolve("/health/ready"), STARTS_WITHIN);
    }

    public long pid() {
        return life.orElseThrow().pid();
    }

    public String log() {
        return life.map(Child::log).orElse("");
    }

    /** Holds a phone with this text before its camera. */
    public void show(String text) throws InterruptedException {
        try {
            new GateCamera(web, home).show(QrPicture.of(text).png(MODULE_PIXELS));
        } catch (Disappointed e) {
            throw new IllegalStateException("the gate's camera took no picture: " + e.getMessage() + "\n" + log(), e);
        }
    }

    /** What it says of itself, part by part; nothing where it says nothing. */
    public JsonNode health() throws InterruptedException {
        try {
            return web.json(home.resolve("/health/ready"));
        } catch (Disappointed e) {
            return MissingNode.getInstance();
        }
    }

    /** When the relay rose, over all lives, on the monotonic clock that all processes share. */
    public List<Long> rises() {
        try {
            return Files.exists(meter())
                    ? Files.readAllLines(meter()).stream().map(Long::parseLong).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        life.ifPresent(Child::kill);
        life = Optional.empty();
    }

    /** Asks it to leave. */
    public void stop() {
        life.ifPresent(Child::close);
        life = Optional.empty();
    }

    @Override
    public void close() {
        stop();
        web.close();
    }
}
