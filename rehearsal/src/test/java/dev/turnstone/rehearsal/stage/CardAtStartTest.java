package dev.turnstone.rehearsal.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.PahoDeviceBus;
import dev.turnstone.hub.broker.TopicRules;
import dev.turnstone.hub.broker.VenueBroker;
import dev.turnstone.kiosk.roster.KeptSettings;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.json.Json;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real gate that finds its card full, locked or no card at all when it starts: it starts all the same, shows its face,
 * says what is wrong to staff, health and hub, and takes up its work by itself, with all that it knew.
 */
class CardAtStartTest {
    private static final Topics TOPICS = new Topics(new VenueId(StagedHub.VENUE));

    private final InstantSource clock = InstantSource.system();
    private final StagedEvent event = new StagedEvent(9, clock.instant(), 1);
    private final Set<String> statesTold = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    private Path identity = Path.of("unset");

    @BeforeEach
    void enrol() throws Exception {
        Authority authority = Authority.create("Maguey", folder.resolve("authority"), clock, new SecureRandom());
        identity = folder.resolve("gate-identity");
        authority.issue(Subject.device(StagedGate.DEVICE), Authority.LIFE, identity);
        authority.issue(Subject.hub("hub", "localhost"), Authority.LIFE, folder.resolve("hub"));
    }

    @Test
    void aGateWhoseCardIsFullOrLockedStartsSaysSoAndTakesUpItsWorkByItself() throws Exception {
        try (SmallCard card = SmallCard.mount(folder.resolve("card"));
                VenueBroker broker = broker();
                PahoDeviceBus bus = PahoDeviceBus.to(
                        broker.uri(), Identity.load(folder.resolve("hub")).sslContext(), clock);
                StagedGate gate = gate(card.folder(), broker.uri())) {
            bus.listen(List.of(TOPICS.everyState()), (topic, payload) -> heard(payload));
            new KeptSettings(card.folder().resolve("roster")).keep(event.settings());
            gate.start(List.of(), List.of());
            gate.awaitReady();
            comesIn(gate, 0);
            gate.stop();

            card.fill();
            gate.start(List.of(), List.of());
            standsBy(gate, "disk-full", "The memory card is full.", "the card is full");
            card.clear();
            gate.awaitReady();
            comesIn(gate, 1);
            isRemembered(gate, 0);
            gate.stop();

            card.lock();
            gate.start(List.of(), List.of());
            standsBy(gate, "disk-read-only", "The memory card takes nothing any more.", "the card can only be read");
            card.unlock();
            gate.awaitReady();
            comesIn(gate, 2);
            isRemembered(gate, 1);
        }
    }

    @Test
    void aGateWhoseFolderIsNoneStartsAndCanBeEndedWhileItWaits() throws Exception {
        Path data = Files.createDirectories(folder.resolve("place")).resolve("data");
        URI nobody = URI.create("ssl://localhost:" + Child.anyFreePort());
        try (StagedGate gate = gate(data, nobody)) {
            Files.delete(data);
            Files.writeString(data, "no folder");
            gate.start(List.of(), List.of());
            await(gate, "staff are told", () -> page(gate, "/staff").contains("does not answer as it should"));
            gate.stop();
            String said = Files.readString(folder.resolve("gate.log"));
            assertTrue(said.contains("kiosk-firmware has stopped"), said);
            assertFalse(said.contains("did not start"), said);

            gate.start(List.of(), List.of());
            await(gate, "staff are told", () -> page(gate, "/staff").contains("does not answer as it should"));
            Files.delete(data);
            gate.awaitReady();
        }
    }

    /** What is seen of a gate that waits for its card. */
    private void standsBy(StagedGate gate, String fault, String staff, String technician) throws Exception {
        await(gate, "staff are told", () -> page(gate, "/staff").contains(staff));
        assertTrue(sendsToStaff(face(gate)), "from the first look on");
        assertTrue(page(gate, "/").contains("Gate A"));
        String health = answer(gate, "/health/ready").body();
        assertTrue(health.contains(technician), health);
        assertEquals(200, answer(gate, "/health/live").statusCode());
        await(gate, "the hub is told of " + fault, () -> statesTold.contains(fault));
    }

    private void comesIn(StagedGate gate, int pass) throws Exception {
        int before = gate.rises().size();
        gate.show(event.text(pass));
        await(gate, "guest " + pass + " comes in", () -> gate.rises().size() > before);
        await(gate, "and has passed", () -> gate.metrics().contains("passage=\"completed\""));
    }

    /** Whom it let in before its card failed it does not let in again. */
    private void isRemembered(StagedGate gate, int pass) throws Exception {
        int before = gate.rises().size();
        gate.show(event.text(pass));
        await(gate, "an answer", () -> gate.metrics().contains("answer=\"already_inside\""));
        assertEquals(before, gate.rises().size());
    }

    private StagedGate gate(Path data, URI broker) {
        URI nobody = URI.create("https://localhost:" + Child.anyFreePort());
        return new StagedGate(folder, data, event, identity, nobody, broker, "{driver: drop}");
    }

    private VenueBroker broker() throws Exception {
        Path file = Files.writeString(folder.resolve("broker.yaml"), "host: 127.0.0.1\nport: 0\n");
        VenueBroker broker = VenueBroker.start(
                Config.load(file, Map.of()),
                Identity.load(folder.resolve("hub")),
                folder,
                new TopicRules(TOPICS.venue()));
        broker.awaitStarted();
        return broker;
    }

    private void heard(byte[] payload) {
        Json.read(payload, DeviceState.class).lanes().stream()
                .flatMap(List::stream)
                .forEach(lane -> statesTold.add(lane.state()));
    }

    static boolean sendsToStaff(String face) {
        return face.contains("\"mood\":\"staff\"") && face.contains("Please see staff");
    }

    /** The newest face, as a screen that connects is given it. */
    static String face(StagedGate gate) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                Stream<String> lines = http.send(
                                HttpRequest.newBuilder(gate.home().resolve("/screen/events"))
                                        .timeout(Duration.ofSeconds(30))
                                        .build(),
                                BodyHandlers.ofLines())
                        .body()) {
            Optional<String> face =
                    lines.filter(line -> line.contains("\"mood\"")).findFirst();
            http.shutdownNow();
            return face.orElse("");
        }
    }

    private static String page(StagedGate gate, String path) throws InterruptedException {
        try {
            return answer(gate, path).body();
        } catch (IOException e) {
            return "";
        }
    }

    private static HttpResponse<String> answer(StagedGate gate, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(gate.home().resolve(path)).build(), BodyHandlers.ofString());
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(StagedGate gate, String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - deadline < 0, "waited in vain: " + what + "\n" + gate.log());
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
