package dev.turnstone.rehearsal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.PahoDeviceBus;
import dev.turnstone.hub.broker.TopicRules;
import dev.turnstone.hub.broker.VenueBroker;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.Sequencer;
import dev.turnstone.hub.command.Commands;
import dev.turnstone.hub.command.Sent;
import dev.turnstone.hub.device.DeviceMessages;
import dev.turnstone.hub.device.DeviceRegistry;
import dev.turnstone.hub.ledger.LedgerListener;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.hub.ledger.Settlement;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.metrics.Metrics;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane's own program at a real hub's broker and ledger, with certificates of a venue's authority. */
class LaneAtTheHubTest {
    private static final SigningKey HUB = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final DeviceId DEVICE = new DeviceId("lane-a-1");
    private static final LaneId LANE = new LaneId("a-1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InstantSource clock = InstantSource.system();
    private final DeviceRegistry devices = new DeviceRegistry(clock);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void theHubShowsTheLaneItsCommandsOpenItAndWhoeverWalksThroughIsCountedOnce() throws Exception {
        Authority authority = Authority.create("Maguey", folder.resolve("authority"), clock, new SecureRandom());
        authority.issue(Subject.hub("hub", "localhost"), Authority.LIFE, folder.resolve("hub"));
        authority.issue(Subject.device(DEVICE.value()), Authority.LIFE, folder.resolve("lane"));
        SqliteLedger ledger = closing(SqliteLedger.open(folder.resolve("ledger.db")));
        VenueBroker broker = broker();
        Commands commands = hub(ledger, broker);
        lane(broker);

        eventually("the hub shows a locked lane", () -> told().equals(Optional.of("locked")));
        assertEquals("done", sent(commands, "open-once"));
        eventually("a passage in the ledger", () -> ledger.newest(9).size() == 1);
        LedgerRow row = ledger.newest(9).getFirst();
        assertEquals(Settlement.FREE, row.settlement());
        assertEquals(DEVICE, row.doorway().device());

        assertEquals("done", sent(commands, "out-of-service"));
        eventually("the hub shows a closed lane", () -> told().equals(Optional.of("out-of-service")));
        assertEquals("done", sent(commands, "emergency-release"));
        eventually("the hub shows a free lane", () -> told().equals(Optional.of("free")));
        assertEquals("refused", sent(commands, "hold-open"));
        assertEquals(1, ledger.newest(9).size());
    }

    private VenueBroker broker() throws Exception {
        Path file = Files.writeString(folder.resolve("broker.yaml"), "host: 127.0.0.1\nport: 0\n");
        VenueBroker broker = closing(VenueBroker.start(
                Config.load(file, Map.of()),
                Identity.load(folder.resolve("hub")),
                folder,
                new TopicRules(new VenueId("maguey"))));
        broker.awaitStarted();
        return broker;
    }

    private Commands hub(SqliteLedger ledger, VenueBroker broker) {
        Roster roster = closing(Roster.open(folder.resolve("roster.db"), HUB.publicKey()));
        Sequencer sequencer =
                closing(Sequencer.start(new Arbitration(ledger, roster, LedgerListener.of()), clock, new Metrics()));
        PahoDeviceBus bus = closing(PahoDeviceBus.to(
                broker.uri(), Identity.load(folder.resolve("hub")).sslContext(), clock));
        Topics topics = new Topics(new VenueId("maguey"));
        Commands commands = new Commands(HUB, topics, bus, new SecureRandom(), System::nanoTime);
        DeviceMessages messages = new DeviceMessages(topics, devices, sequencer, bus).telling(commands);
        bus.listen(messages.filters(), messages);
        return commands;
    }

    private void lane(VenueBroker broker) throws Exception {
        Path config = Files.writeString(folder.resolve("lane.yaml"), """
                lane: a-1
                direction: in
                data: lane-data
                venue: maguey
                device: lane-a-1
                gate: A
                identity: lane
                hub:
                  mqtt-uri: %s
                  public-key: %s
                controller:
                  mode: simulated
                  barrier: pulse
                  walk-after: 50ms
                """.formatted(
                        broker.uri(), HUB.publicKey().hex()));
        Process lane = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.turnstone.turnstile.app.Main",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("lane.log").toFile())
                .start();
        closing(() -> lane.destroyForcibly().waitFor());
    }

    /** The device tells its next challenge with its next state: until then there is nothing to sign. */
    private static String sent(Commands commands, String action) throws InterruptedException {
        Sent sent = commands.send(DEVICE, new Commands.Order(action, Optional.of(LANE), Optional.empty()), PATIENCE);
        return assertInstanceOf(Sent.Answered.class, sent).outcome().result();
    }

    private static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "not within " + PATIENCE.toSeconds() + " s: " + what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private Optional<String> told() {
        return devices.devices().stream()
                .filter(device -> device.id().equals(DEVICE))
                .flatMap(device -> device.state().stream())
                .flatMap(state -> state.lanes().orElse(List.of()).stream())
                .map(DeviceState.Lane::state)
                .findFirst();
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }
}
