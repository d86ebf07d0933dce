package dev.turnstone.hub.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.Sequencer;
import dev.turnstone.hub.dashboard.Figures;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.metrics.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device may send, and what is dropped without harm to anybody. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class DeviceMessagesTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");
    private static final DeviceId GATE = new DeviceId("gate-a");

    @TempDir
    Path folder;

    private final Topics topics = new Topics(new VenueId("maguey"));
    private final DeviceRegistry registry = new DeviceRegistry(InstantSource.fixed(NOW));
    private SqliteLedger ledger;
    private Roster roster;
    private Sequencer sequencer;
    private DeviceMessages messages;

    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.fixed(NOW);
        ledger = SqliteLedger.open(folder.resolve("ledger.db"));
        roster = Roster.open(folder.resolve("roster.db"), new TestCloud(5, NOW).settingsKey());
        sequencer = Sequencer.start(new Arbitration(ledger, roster, new Figures(clock)), clock, new Metrics());
        messages = new DeviceMessages(topics, registry, sequencer, new SilentBus());
    }

    @AfterEach
    void close() {
        sequencer.close();
        roster.close();
        ledger.close();
    }

    @Test
    void aStateIsReadUpToTheSizeThatTheContractAllows() {
        String state = Json.text(DeviceState.online("b1", "0.1.0", List.of(), NOW));
        say(state + " ".repeat(Limits.STATE_MESSAGE - state.length() + 1));
        assertEquals(List.of(), registry.devices());
        say(state + " ".repeat(Limits.STATE_MESSAGE - state.length()));
        assertEquals(1, registry.devices().size());
    }

    @Test
    void whatTheContractRefusesChangesNothing() {
        say("{\"boot\":\"b1\",\"online\":\"yes\"}");
        say("{\"boot\":\"b 1\",\"online\":true}");
        say("{\"online\":true}");
        say("[]");
        say("");
        messages.received(
                topics.journal(GATE),
                "{\"journal\":\"x\",\"boot\":\"b1\",\"from\":1,\"entries\":[\"AQI=\"]}".getBytes(UTF_8));
        messages.received("turnstone/v1/elsewhere/devices/gate-a/state", "{}".getBytes(UTF_8));
        assertEquals(List.of(), registry.devices());
    }

    private void say(String state) {
        messages.received(topics.state(GATE), state.getBytes(UTF_8));
    }

    private static final class SilentBus implements DeviceBus {
        @Override
        public Link link() {
            return new Link(true, NOW);
        }

        @Override
        public void publish(String topic, byte[] payload) {
            throw new AssertionError("nothing is answered, least of all on " + topic);
        }

        @Override
        public void publish(String topic, byte[] payload, Duration expiry) {
            throw new AssertionError("nobody is commanded, least of all on " + topic);
        }

        @Override
        public void retain(String topic, byte[] payload) {
            throw new AssertionError("nothing is retained, least of all on " + topic);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
