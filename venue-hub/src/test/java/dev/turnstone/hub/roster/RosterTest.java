package dev.turnstone.hub.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.wire.FeedEntry;
import dev.turnstone.admission.wire.FeedPage;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.hub.testing.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class RosterTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(3, NOW).withEvent(1_500);
    private Roster roster;

    @BeforeEach
    void open() {
        roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
    }

    @AfterEach
    void close() {
        roster.close();
    }

    private void reopen() {
        close();
        open();
    }

    @Test
    void whatTheCloudToldIsStillKnownAfterARestart() {
        Pass sold = cloud.sell(1, 4);
        roster.apply(cloud.page(0), NOW);
        reopen();
        assertEquals(3, roster.position().position());
        assertEquals(1_500, roster.sheet(TestCloud.EVENT).orElseThrow().capacity());
        assertEquals(1, roster.keys().keys().size());
        assertEquals(4, roster.pass(key(sold)).orElseThrow().admits());
        assertEquals(new Roster.Expected(1, 4), roster.expected(TestCloud.EVENT));
    }

    @Test
    void aLowerNumberIsRefusedAndTheNewerSettingStays() {
        cloud.sheet(5, 2_000);
        roster.apply(cloud.page(0), NOW);
        cloud.sheet(4, 10);
        roster.apply(cloud.page(roster.position().position()), NOW);
        assertEquals(2_000, roster.sheet(TestCloud.EVENT).orElseThrow().capacity());
        reopen();
        assertEquals(2_000, roster.sheet(TestCloud.EVENT).orElseThrow().capacity());
    }

    @Test
    void aSettingThatAnotherKeySignedIsPutAsideAndBlocksNothing() {
        TestCloud stranger = new TestCloud(99, NOW).withEvent(7);
        cloud.append(FeedEntry.SHEET, stranger.page(1).entries().getFirst().body());
        cloud.append(FeedEntry.KEYS, Map.of("number", 9, "payload", "bm90aGluZw==", "signature", "AAAA"));
        cloud.append(FeedEntry.PASS, Map.of("event", "x"));
        cloud.append("something-new", Map.of("a", 1));
        Pass sold = cloud.sell();
        roster.apply(cloud.page(0), NOW);
        assertEquals(1_500, roster.sheet(TestCloud.EVENT).orElseThrow().capacity());
        assertTrue(roster.pass(key(sold)).isPresent());
        assertEquals(7, roster.position().position());
    }

    @Test
    void aRevokedPassStaysAsATombstone() {
        Pass sold = cloud.sell();
        cloud.revoke(sold);
        roster.apply(cloud.page(0), NOW);
        assertInstanceOf(
                Standing.Revoked.class, roster.pass(key(sold)).orElseThrow().standing());
        assertEquals(0, roster.expected(TestCloud.EVENT).tickets());
    }

    @Test
    void anotherLifeOfTheFeedForgetsPassesThatItDoesNotTellOf() {
        Pass before = cloud.sell();
        roster.apply(cloud.page("life-1", 0), NOW);
        TestCloud restored = new TestCloud(3, NOW).withEvent(1_500);
        Pass after = restored.sell(1, 2);
        roster.apply(restored.page("life-2", 0), NOW);
        assertEquals(new Roster.FeedPosition("life-2", 3), roster.position());
        assertTrue(roster.pass(key(after)).isPresent());
        reopen();
        assertEquals(2, roster.pass(key(after)).orElseThrow().admits());
        assertEquals(key(before), key(after), "the same seed sells the same number, now with the new terms");
    }

    @Test
    void gatesReadPassesInTheOrderInWhichTheyLastChangedEachOnce() {
        Pass first = cloud.sell();
        Pass second = cloud.sell(1, 4);
        cloud.revoke(first);
        roster.apply(cloud.page(0), NOW);

        RosterPage whole = roster.page(TestCloud.EVENT, 0, 10).orElseThrow();
        assertEquals(List.of(4L, 5L), List.of(whole.passes().getFirst().admits() * 1L, whole.head()));
        assertEquals(
                List.of("valid", "revoked"),
                whole.passes().stream().map(RosterChanges.Change::state).toList());
        RosterPage one = roster.page(TestCloud.EVENT, 0, 1).orElseThrow();
        assertEquals(second.body().number(), one.passes().getFirst().passNumber());
        assertEquals(List.of(4L, 5L), List.of(one.to(), one.head()));
        RosterPage rest = roster.page(TestCloud.EVENT, one.to(), 1).orElseThrow();
        assertEquals(first.body().number(), rest.passes().getFirst().passNumber());
        assertEquals(rest.head(), rest.to());
        RosterPage beyond = roster.page(TestCloud.EVENT, 99, 10).orElseThrow();
        assertEquals(5, beyond.to(), "a hub that was restored says how little it knows");
        reopen();
        assertEquals(whole, roster.page(TestCloud.EVENT, 0, 10).orElseThrow());
    }

    /** A gate that took it for whole would forget who was revoked in the part that has not come. */
    @Test
    void whileAnotherLifeOfTheFeedIsBeingReadNothingIsGivenToGates() {
        cloud.revoke(cloud.sell());
        roster.apply(cloud.page("life-1", 0), NOW);
        assertTrue(roster.page(TestCloud.EVENT, 0, 10).isPresent());
        FeedPage<JsonNode> all = cloud.page("life-2", 0);
        FeedPage<JsonNode> half = new FeedPage<>("life-2", all.entries().subList(0, 3), all.head());
        roster.apply(half, NOW);
        assertTrue(roster.page(TestCloud.EVENT, 0, 10).isEmpty());
        reopen();
        assertTrue(roster.page(TestCloud.EVENT, 0, 10).isEmpty());
        roster.apply(all, NOW);
        assertEquals("life-2", roster.page(TestCloud.EVENT, 0, 10).orElseThrow().incarnation());
    }

    @Test
    void anUnknownKeyIsAStrangersOnlyWhileTheCloudHasJustConfirmedOurs() {
        assertEquals(Freshness.MAY_BE_STALE, roster.keysFreshness(NOW));
        roster.apply(cloud.page(0), NOW);
        assertEquals(Freshness.FRESH, roster.keysFreshness(NOW.plusSeconds(60)));
        assertEquals(Freshness.MAY_BE_STALE, roster.keysFreshness(NOW.plus(Duration.ofMinutes(3))));
    }

    @Test
    void aListenerHearsWhatIsInForceAndWhatComes() {
        roster.apply(cloud.page(0), NOW);
        List<Roster.SettingInForce> heard = new ArrayList<>();
        roster.onSetting(heard::add);
        assertEquals(2, heard.size());
        cloud.sheet(2, 900);
        roster.apply(cloud.page(2), NOW);
        assertEquals(3, heard.size());
        assertEquals(TestCloud.EVENT, heard.getLast().event().orElseThrow());
    }

    private static PassKey key(Pass pass) {
        return new PassKey(TestCloud.EVENT, pass.body().number());
    }
}
