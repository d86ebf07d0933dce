package dev.turnstone.hub.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.contract.Contract;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.Claim;
import dev.turnstone.hub.claim.Order;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.testing.Await;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.hub.testing.TestDevice;
import dev.turnstone.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class UsageTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(7, NOW).withEvent(0);
    private final TestDevice gateA = new TestDevice("gate-a", "A", 1);
    private final Usage usage = new Usage("life-1");
    private SqliteLedger ledger;
    private Roster roster;
    private Arbitration hub;

    @BeforeEach
    void open() {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"));
        roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
        roster.apply(cloud.page(0), NOW);
        hub = new Arbitration(ledger, roster, usage);
    }

    @AfterEach
    void close() {
        roster.close();
        ledger.close();
    }

    @Test
    void aUseIsToldOpenThenPassedAndTheNewerWordReplacesTheOlder() {
        Pass pass = cloud.sell();
        PresentationId id = claim(pass);
        assertEquals("open", only(usage.after(0)).uses().getFirst().state());
        gateA.intends(id, TestDevice.shown(pass), Direction.IN, NOW)
                .settles(id, Basis.HUB, Passage.COMPLETED, NOW.plusSeconds(2));
        drain();
        UsageBatch.PassUsage now = only(usage.after(0));
        assertEquals("passed", now.uses().getFirst().state());
        assertEquals(pass.body().number(), now.passNumber());
        assertEquals(usage.head(), now.position());
        assertEquals(Optional.empty(), usage.after(usage.head()));
    }

    @Test
    void whatWasGivenBackIsToldAsNothing() {
        Pass pass = cloud.sell();
        PresentationId id = claim(pass);
        gateA.intends(id, TestDevice.shown(pass), Direction.IN, NOW)
                .settles(id, Basis.HUB, Passage.ABANDONED, NOW.plusSeconds(9));
        drain();
        assertEquals(List.of(), only(usage.after(0)).uses());
    }

    @Test
    void moreThanOneMessageTakesIsToldInSeveralWithoutAGap() {
        for (int i = 0; i < UsageBatch.MOST_PASSES + 20; i++) {
            claim(cloud.sign(0, 1));
        }
        UsageBatch first = usage.after(0).orElseThrow();
        UsageBatch second = usage.after(first.to()).orElseThrow();
        assertEquals(UsageBatch.MOST_PASSES, first.passes().size());
        assertEquals(first.to() + 1, second.from());
        assertEquals(20, second.passes().size());
        assertEquals(usage.head(), second.to());
    }

    @Test
    void aHubThatStartsAgainTellsWhatItsLedgerHolds() {
        claim(cloud.sell());
        Usage next = new Usage("life-2");
        hub = new Arbitration(ledger, roster, next);
        UsageBatch batch = next.after(0).orElseThrow();
        assertEquals("life-2", batch.incarnation());
        assertEquals(1, batch.passes().size());
    }

    @Test
    void everyChangeIsBroadcastSoon() {
        RecordingBus bus = new RecordingBus();
        Topics topics = new Topics(new VenueId("maguey"));
        UsageBroadcast broadcast = UsageBroadcast.start(usage, topics, bus);
        try {
            Pass pass = cloud.sell();
            claim(pass);
            Await.until("it is told", () -> !bus.said.isEmpty());
            assertEquals(
                    pass.body().number(),
                    bus.said.getFirst().passes().getFirst().passNumber());
            claim(cloud.sell());
            Await.until("the next is told", () -> bus.said.size() > 1);
            assertEquals(bus.said.getFirst().to() + 1, bus.said.get(1).from());
        } finally {
            broadcast.close();
        }
    }

    private static UsageBatch.PassUsage only(Optional<UsageBatch> batch) {
        assertEquals(1, batch.orElseThrow().passes().size());
        return batch.orElseThrow().passes().getFirst();
    }

    private PresentationId claim(Pass pass) {
        PresentationId id = gateA.present();
        Claim claim = new Claim(
                id,
                gateA.doorway(Direction.IN),
                Recognition.recognise(pass, roster.keys(), Recognition.Freshness.FRESH),
                Long.MAX_VALUE);
        hub.take(List.of(new Order.Decide(claim, outcome -> {})), NOW, 0);
        return id;
    }

    private void drain() {
        hub.take(List.of(new Order.Read(gateA.from(1), position -> {})), NOW, 0);
    }

    /** Remembers what was published. */
    private static final class RecordingBus implements DeviceBus {
        final List<UsageBatch> said = new CopyOnWriteArrayList<>();

        @Override
        public Link link() {
            return new Link(true, NOW);
        }

        @Override
        public void publish(String topic, byte[] payload) {
            Contract.requireValid("UsageBatch", new String(payload, StandardCharsets.UTF_8));
            said.add(Json.read(payload, UsageBatch.class));
        }

        @Override
        public void publish(String topic, byte[] payload, Duration expiry) {
            throw new AssertionError("nobody is commanded, least of all on " + topic);
        }

        @Override
        public void retain(String topic, byte[] payload) {
            throw new IllegalStateException("usage is never retained");
        }

        @Override
        public void close() {}
    }
}
