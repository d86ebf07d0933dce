package dev.turnstone.rehearsal.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.turnstone.kiosk.roster.KeptSettings;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import dev.turnstone.rehearsal.guest.GateCamera;
import dev.turnstone.rehearsal.guest.Web;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import dev.turnstone.rehearsal.passbook.QrPicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real gate in a process of its own, over all its lives: it keeps its folder, its certificate, and the meter at its
 * relay, whatever happens to the process.
 */
public final class StagedGate implements AutoCloseable {
    public static final String DEVICE = "gate-a";

    /** As a packaged gate is started: {@code tools/package.sh} says the same, and why. */
    public static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:TrimNativeHeapInterval=5000");

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(1);
    private static final int MODULE_PIXELS = 6;

    private final Path folder;
    private final Path data;
    private final URI home;
    private final Web web = new Web();
    private Optional<Child> life = Optional.empty();

    /** @param folder of which it takes {@code gate/} and some files beside it */
    public StagedGate(Path folder, StagedEvent event, StagedHub hub) {
        this(folder, folder.resolve("gate"), event, hub);
    }

    /** @param data where it keeps what it must not lose: a card of its own */
    public StagedGate(Path folder, Path data, StagedEvent event, StagedHub hub) {
        this(folder, data, event, hub.identity(DEVICE), hub.claims(), hub.broker(), "{driver: drop}");
    }

    /** A gate that knows its hub's key, and so obeys it. */
    public static StagedGate obeying(Path folder, StagedEvent event, StagedHub hub) {
        return new StagedGate(
                folder,
                folder.resolve("gate"),
                event,
                hub.identity(DEVICE),
                hub.claims(),
                hub.broker(),
                "{driver: drop}",
                ", public-key: '" + hub.publicKey().hex() + "'");
    }

    /**
     * @param data where it keeps what it must not lose
     * @param camera what its configuration says of its camera
     */
    StagedGate(Path folder, Path data, StagedEvent event, Path identity, URI claims, URI broker, String camera) {
        this(folder, data, event, identity, claims, broker, camera, "");
    }

    /**
     * @param data where it keeps what it must not lose
     * @param camera what its configuration says of its camera
     * @param hubKey what it says of the hub's key; empty = the hub's word is not believed
     */
    private StagedGate(
            Path folder,
            Path data,
            StagedEvent event,
            Path identity,
            URI claims,
            URI broker,
            String camera,
            String hubKey) {
        this.folder = folder;
        this.data = data;
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
                    hub: {claims-uri: '%s', mqtt-uri: '%s'%s}
                    settings: {public-key: '%s'}
                    camera: %s
                    controller:
                      mode: simulated
                      walk-after: 100ms
                      meter: '%s'
                      timings: {pulse: 20ms, pulse-rest: 10ms}
                    """.formatted(
                            DEVICE,
                            StagedHub.VENUE,
                            identity,
                            data(),
                            port,
                            claims,
                            broker,
                            hubKey,
                            event.settingsKey().hex(),
                            camera,
                            meter()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path data() {
        return data;
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
        start(before, FLAGS, classesFirst);
    }

    /** @param flags what its JVM is told */
    public void start(List<String> before, List<String> flags, List<Path> classesFirst) {
        life = Optional.of(Child.start(
                before, flags, classesFirst, "dev.turnstone.kiosk.app.Main", config(), folder.resolve("gate.log")));
    }

    /** From a packaged folder's launcher, which learns its classes for its next start. */
    public void startToLearn(Path launcher) {
        life = Optional.of(Child.launched(
                List.of(launcher.toString(), "--config", config().toString()),
                Map.of("TURNSTONE_TRAIN", "yes"),
                folder.resolve("gate.log")));
    }

    /** A gate without a hub: what it must know it has heard in an earlier life, and its camera shows the pictures of a folder. */
    public static StagedGate alone(Path folder, StagedEvent event, InstantSource clock) {
        Path data = folder.resolve("gate");
        Path frames = folder.resolve("frames");
        try {
            Files.createDirectories(data);
            Files.createDirectories(frames);
            Files.write(frames.resolve("phone.png"), QrPicture.of(event.text(0)).png(MODULE_PIXELS));
            Authority authority = Authority.create("Maguey", folder.resolve("authority"), clock, new SecureRandom());
            Path identity = folder.resolve("identities").resolve(DEVICE);
            authority.issue(Subject.device(DEVICE), Authority.LIFE, identity);
            new KeptSettings(data.resolve("roster")).keep(event.settings());
            return new StagedGate(
                    folder,
                    data,
                    event,
                    identity,
                    URI.create("https://localhost:" + Child.anyFreePort()),
                    URI.create("ssl://localhost:" + Child.anyFreePort()),
                    "{driver: folder, folder: '" + frames + "'}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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

    /** Its figures, as a collector reads them. */
    public String metrics() throws InterruptedException {
        try {
            return web.page(home.resolve("/metrics"));
        } catch (Disappointed e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return life.filter(Child::isAlive).isPresent();
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

    /** Asks it to leave, and lets it take its time to write down what it has learnt. */
    public void stop(Duration patience) {
        life.ifPresent(child -> child.leave(patience));
        life = Optional.empty();
    }

    @Override
    public void close() {
        stop();
        web.close();
    }
}
