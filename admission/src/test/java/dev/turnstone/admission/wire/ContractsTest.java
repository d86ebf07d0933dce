package dev.turnstone.admission.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Pool;
import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.ledger.Share;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.venue.AreaId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What several parts will build against, held by rules that any implementation obeys. */
class ContractsTest {
    private static final Instant UNTIL = Maguey.CLOSES;
    private static final StockLease LEASE = new StockLease("l-1", "maguey-saturday", 0, 10, UNTIL);

    @Test
    void aLeaseSellsWhatItHasUntilItEndsToTheSecond() {
        assertTrue(LEASE.allows(9, UNTIL.minusSeconds(1)));
        assertFalse(LEASE.allows(10, UNTIL.minusSeconds(1)));
        assertFalse(LEASE.allows(0, UNTIL));
    }

    @Test
    void aReturnedLeaseAccountsForEveryTicket() {
        assertTrue(LEASE.balances(new StockLease.Return("l-1", 7, 3)));
        assertFalse(LEASE.balances(new StockLease.Return("l-1", 7, 2)));
        assertThrows(IllegalArgumentException.class, () -> new StockLease.Return("l-1", 11, -1));
        assertFalse(LEASE.balances(new StockLease.Return("l-2", 7, 3)));
    }

    @Test
    void rosterChangesAreReadOnlyAsTheHubSignedThem() {
        SigningKey hub = SigningKey.fromSeed(Maguey.seed(3));
        byte[] payload = "{}".getBytes(UTF_8);
        SignedRosterChanges signed = SignedRosterChanges.sign(payload, hub);
        assertArrayEquals(payload, signed.verified(hub.publicKey()).orElseThrow());
        assertTrue(signed.verified(Maguey.SIGNER.publicKey()).isEmpty());
        SignedSetting setting = SignedSetting.sign(1, payload, hub);
        assertTrue(
                new SignedRosterChanges(setting.payload(), setting.signature())
                        .verified(hub.publicKey())
                        .isEmpty(),
                "a setting's signature is none of a roster's");
    }

    @Test
    void everyStateOfARosterChangeIsAStanding() {
        assertEquals(new Standing.Valid(), change("valid").standing());
        assertEquals(new Standing.Revoked(), change("revoked").standing());
        assertEquals(new Standing.Blocked("ask for Ana"), change("blocked").standing());
        assertThrows(IllegalArgumentException.class, () -> change("asleep"));
        assertEquals(7, change("valid").passNumber().value());
    }

    @Test
    void aUsageBatchCarriesUsesUnchanged() {
        Use use = new Use(
                Maguey.GATE_A.device(), Maguey.GATE_A.gate(), Maguey.GATE_A.direction(), Maguey.NINE, Use.State.OPEN);
        UsageBatch.PassUsage usage =
                new UsageBatch.PassUsage("maguey-saturday", "7", 12, 1, List.of(UsageBatch.UseEntry.of(use)));
        assertEquals(List.of(use), usage.counted());
        assertEquals(Maguey.EVENT, usage.eventId());
        assertEquals(7, usage.passNumber().value());
    }

    @Test
    void aShareComesThroughUnchanged() {
        Share share = new Share(4, 12, new JournalId(1, 2), 1730);
        for (Optional<AreaId> area : List.of(Optional.<AreaId>empty(), Optional.of(new AreaId("terrace")))) {
            Pool pool = new Pool(Maguey.EVENT, area);
            UsageBatch.Share carried = UsageBatch.Share.of(Maguey.GATE_A.device(), pool, share);
            assertEquals(share, carried.share());
            assertEquals(pool, carried.pool());
        }
    }

    @Test
    void batchesAreBounded() {
        List<RosterChanges.Change> many = Collections.nCopies(RosterChanges.MOST_CHANGES + 1, change("valid"));
        assertThrows(IllegalArgumentException.class, () -> new RosterChanges("e", "i", 1, 501, many));
        assertThrows(IllegalArgumentException.class, () -> new RosterChanges("e", "i", 2, 1, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new UsageBatch("i", 2, 1, List.of(), Optional.empty()));
    }

    private static RosterChanges.Change change(String state) {
        return new RosterChanges.Change("7", 0, 1, 1, state, Optional.of("ask for Ana"), Optional.empty());
    }
}
