package dev.turnstone.hub.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.SignedRosterChanges;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.testing.Await;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.platform.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class RosterBroadcastTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");
    private static final SigningKey KEY = SigningKey.fromSeed(new byte[32]);

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(7, NOW).withEvent(0);
    private final Topics topics = new Topics(new VenueId("maguey"));
    private final List<RosterChanges> heard = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch all = new CountDownLatch(0);
    private Roster roster;

    @BeforeEach
    void open() {
        roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
    }

    @AfterEach
    void close() {
        roster.close();
    }

    private RosterBroadcast broadcast() {
        return RosterBroadcast.start(roster, KEY, topics, new Ears());
    }

    @Test
    void whatChangesIsToldOnceEachMessageBeginningWhereTheOneBeforeEnded() {
        Pass sold = cloud.sell();
        roster.apply(cloud.page(0), NOW);
        try (RosterBroadcast broadcast = broadcast()) {
            cloud.revoke(sold);
            roster.apply(cloud.page(3), NOW);
            Await.until("the revocation is told", () -> !heard.isEmpty());
            cloud.sheet(2, 900);
            cloud.sell();
            roster.apply(cloud.page(4), NOW);
            Await.until("the sale is told", () -> heard.size() == 2);
        }
        RosterChanges first = heard.getFirst();
        RosterChanges second = heard.getLast();
        assertEquals(List.of(4L, 4L), List.of(first.from(), first.to()));
        assertEquals("revoked", first.changes().getFirst().state());
        assertEquals(List.of(5L, 6L), List.of(second.from(), second.to()), "what is no pass's leaves no gap");
        assertEquals("life-1", second.incarnation());
    }

    @Test
    void moreThanIsWorthTellingLeavesAGapThatGatesAskFor() {
        roster.apply(cloud.page(0), NOW);
        all = new CountDownLatch(1);
        int many = 20 * RosterChanges.MOST_CHANGES;
        try (RosterBroadcast broadcast = broadcast()) {
            for (int pass = 0; pass < many; pass++) {
                cloud.sell();
            }
            for (int after = 2; after < many + 2; after += 1_000) {
                roster.apply(cloud.page(after, 1_000), NOW);
            }
            all.countDown();
            Await.until(
                    "the last is told",
                    () -> !heard.isEmpty() && heard.getLast().to() == many + 2);
        }
        assertTrue(heard.size() <= 16, heard.size() + " messages of what would be 20");
        assertEquals(many + 2, heard.getLast().from());
    }

    @Test
    void anotherLifeOfTheFeedIsToldFromItsBeginning() {
        cloud.sell();
        cloud.sell();
        roster.apply(cloud.page(0), NOW);
        TestCloud restored = new TestCloud(7, NOW).withEvent(0);
        restored.sell();
        try (RosterBroadcast broadcast = broadcast()) {
            roster.apply(restored.page("life-2", 0), NOW);
            Await.until("it is told", () -> !heard.isEmpty());
        }
        assertEquals(1, heard.getFirst().from());
        assertEquals("life-2", heard.getFirst().incarnation());
    }

    private final class Ears implements DeviceBus {
        @Override
        public Link link() {
            return new Link(true, NOW);
        }

        @Override
        public void publish(String topic, byte[] payload) {
            assertEquals(topics.rosterChanges(TestCloud.EVENT), topic);
            try {
                all.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] said = Json.read(payload, SignedRosterChanges.class)
                    .verified(KEY.publicKey())
                    .orElseThrow();
            heard.add(Json.read(said, RosterChanges.class));
        }

        @Override
        public void publish(String topic, byte[] payload, Duration expiry) {
            publish(topic, payload);
        }

        @Override
        public void retain(String topic, byte[] payload) {}

        @Override
        public void close() {}
    }
}
