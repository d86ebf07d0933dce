package dev.turnstone.hub.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.ledger.Incident.State;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.sheet.Area;
import dev.turnstone.admission.venue.AreaId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.hub.claim.Order.Outcome;
import dev.turnstone.hub.dashboard.Figures;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.DoubleEntry;
import dev.turnstone.hub.ledger.Incident;
import dev.turnstone.hub.ledger.JournalMerge;
import dev.turnstone.hub.ledger.LedgerStore;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.hub.testing.TestDevice;
import dev.turnstone.platform.store.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's decisions on a real ledger file, in one thread, by an argued clock. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class ArbitrationTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");
    private static final Decision ADMITTED = new Decision.Admit(1, 1);

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(7, NOW).withEvent(0);
    private final TestDevice gateA = new TestDevice("gate-a", "A", 1);
    private final TestDevice gateB = new TestDevice("gate-b", "B", 2);
    private SqliteLedger ledger;
    private Roster roster;
    private Figures figures;
    private FaultyStore store;
    private Arbitration hub;

    @BeforeEach
    void open() {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"));
        roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
        roster.apply(cloud.page(0), NOW);
        figures = new Figures(() -> NOW);
        store = new FaultyStore(ledger);
        hub = new Arbitration(store, roster, figures);
    }

    @AfterEach
    void close() {
        ledger.close();
        roster.close();
    }

    private void reopen() {
        close();
        open();
    }

    @Test
    void aValidPassIsGrantedOnceAndRefusedElsewhereWithGateAndTime() {
        Pass pass = cloud.sell();
        PresentationId first = gateA.present();
        assertEquals(ADMITTED, claim(gateA, first, pass, NOW));
        walksThrough(gateA, first, pass, NOW);
        assertEquals(
                new Decision.Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(gateA.gate, NOW)),
                claim(gateB, gateB.present(), pass, NOW.plusSeconds(30)));
    }

    @Test
    void anEntryThatIsNotSettledYetPutsTheOtherGateInDoubt() {
        Pass pass = cloud.sell();
        claim(gateA, gateA.present(), pass, NOW);
        Decision decision = claim(gateB, gateB.present(), pass, NOW.plusSeconds(1));
        assertEquals(
                Cause.IN_DOUBT, assertInstanceOf(Decision.Refer.class, decision).cause());
    }

    @Test
    void whoeverForcesALaneIsCountedInsideAndShownToThePeopleOfTheHouse() {
        gateA.crossed(Direction.IN, Crossing.JUMP, NOW)
                .crossed(Direction.IN, Crossing.FREE, NOW)
                .crossed(Direction.OUT, Crossing.FREE, NOW);
        drain(gateA, 1);
        drain(gateA, 1);

        assertEquals(1, figures.occupancy(TestCloud.EVENT).inside());
        assertEquals(List.of(Incident.Kind.FORCED), kinds());
        reopen();
        assertEquals(1, figures.occupancy(TestCloud.EVENT).inside());
        assertEquals(
                List.of("FREE", "FREE", "FORCED"),
                ledger.newest(10).stream().map(row -> row.settlement().name()).toList());
    }

    @Test
    void theSamePresentationGetsTheSameAnswerAgainEvenAfterARestart() {
        Pass pass = cloud.sell();
        PresentationId granted = gateA.present();
        PresentationId refused = gateA.present();
        claim(gateA, granted, pass, NOW);
        Pass early = cloud.sign(0, 1);
        Decision refusal = claim(gateA, refused, early, NOW.minusSeconds(60 * 60 * 12));
        reopen();
        assertEquals(ADMITTED, claim(gateA, granted, pass, NOW.plusSeconds(5)));
        assertEquals(refusal, claim(gateA, refused, early, NOW.plusSeconds(5)));
    }

    @Test
    void anotherPassUnderTheSamePresentationIsForStaffAndSpendsNothing() {
        PresentationId first = gateA.present();
        claim(gateA, first, cloud.sell(), NOW);
        Pass other = cloud.sell();
        assertEquals(new Decision.Refer(Cause.IN_DOUBT), claim(gateA, first, other, NOW.plusSeconds(1)));
        assertEquals(ADMITTED, claim(gateB, gateB.present(), other, NOW.plusSeconds(2)));
    }

    @Test
    void anAbandonedReleaseGivesTheEntryBack() {
        Pass pass = cloud.sell();
        PresentationId first = gateA.present();
        claim(gateA, first, pass, NOW);
        gateA.intends(first, TestDevice.shown(pass), Direction.IN, NOW)
                .settles(first, Basis.HUB, Passage.ABANDONED, NOW.plusSeconds(8));
        drain(gateA, 1);
        assertEquals(ADMITTED, claim(gateB, gateB.present(), pass, NOW.plusSeconds(9)));
        assertEquals(0, figures.occupancy(TestCloud.EVENT).inside());
    }

    @Test
    void onlyAPassageChangesHowManyAreInside() {
        Pass pass = cloud.sell();
        PresentationId first = gateA.present();
        claim(gateA, first, pass, NOW);
        assertEquals(0, figures.occupancy(TestCloud.EVENT).inside());
        assertEquals(1, figures.occupancy(TestCloud.EVENT).waiting());
        walksThrough(gateA, first, pass, NOW);
        assertEquals(1, figures.occupancy(TestCloud.EVENT).inside());
        assertEquals(0, figures.occupancy(TestCloud.EVENT).waiting());
    }

    @Test
    void aDeviceThatDiedAfterItsIntentLeavesTheEntryUsed() {
        Pass pass = cloud.sell();
        PresentationId first = gateA.present();
        claim(gateA, first, pass, NOW);
        gateA.intends(first, TestDevice.shown(pass), Direction.IN, NOW).started(NOW.plusSeconds(20));
        drain(gateA, 1);
        Decision decision = claim(gateB, gateB.present(), pass, NOW.plusSeconds(30));
        assertEquals(
                Reason.ALREADY_INSIDE,
                assertInstanceOf(Decision.Refuse.class, decision).reason());
        assertEquals(1, figures.occupancy(TestCloud.EVENT).unknown());
    }

    @Test
    void aDeviceThatDiedBeforeItsIntentHasLetNobodyIn() {
        Pass pass = cloud.sell();
        claim(gateA, gateA.present(), pass, NOW);
        gateA.started(NOW.plusSeconds(20));
        drain(gateA, 1);
        assertEquals(ADMITTED, claim(gateB, gateB.present(), pass, NOW.plusSeconds(30)));
    }

    @Test
    void aClaimWhoseIntentOvertookItIsDecidedAsIfItHadNot() {
        Pass pass = cloud.sell();
        PresentationId first = gateA.present();
        gateA.intends(first, TestDevice.shown(pass), Direction.IN, NOW);
        drain(gateA, 1);
        assertEquals(ADMITTED, claim(gateA, first, pass, NOW));
    }

    @Test
    void aClaimThatItsDeviceHasSettledAlreadyIsGrantedNoMore() {
        Pass pass = cloud.sell();
        PresentationId first = gateA.present();
        gateA.intends(first, TestDevice.shown(pass), Direction.IN, NOW)
                .turnsAway(first, Optional.of(TestDevice.shown(pass)), new Decision.Refer(Cause.OFFLINE_POLICY), NOW);
        drain(gateA, 1);
        assertInstanceOf(Decision.Refer.class, claim(gateA, first, pass, NOW.plusSeconds(1)));
        assertEquals(ADMITTED, claim(gateB, gateB.present(), pass, NOW.plusSeconds(2)));
    }

    @Test
    void aRecordWithAnotherProofSpendsNothingAndIsAnIncident() {
        Pass pass = cloud.sell();
        roster.apply(cloud.page(0), NOW);
        PresentationId invented = gateB.present();
        gateB.intends(invented, TestDevice.shown(pass, new Proof(1, 2)), Direction.IN, NOW)
                .settles(invented, Basis.ALONE, Passage.COMPLETED, NOW.plusSeconds(1));
        drain(gateB, 1);
        assertEquals(ADMITTED, claim(gateA, gateA.present(), pass, NOW.plusSeconds(2)));
        assertEquals(List.of(Incident.Kind.PROOF_MISMATCH), kinds());
        assertEquals(0, figures.occupancy(TestCloud.EVENT).inside());
    }

    @Test
    void bothGatesAloneLetTheSamePassInAndItIsOneIncidentWhicheverJournalCameFirst() {
        Pass pass = cloud.sell();
        for (TestDevice gate : List.of(gateA, gateB)) {
            PresentationId id = gate.present();
            gate.intends(id, TestDevice.shown(pass), Direction.IN, NOW)
                    .settles(id, Basis.ALONE, Passage.COMPLETED, NOW.plusSeconds(2));
        }
        drain(gateB, 1);
        assertEquals(List.of(), figures.doubleEntries());
        drain(gateA, 1);
        DoubleEntry found = figures.doubleEntries().getFirst();
        drain(gateA, 1);
        reopen();
        assertEquals(1, figures.doubleEntries().size());
        assertEquals(
                found.conflict().identity(),
                figures.doubleEntries().getFirst().conflict().identity());
        assertEquals(List.of("A", "B"), found.gates().stream().sorted().toList());
        assertEquals(2, figures.occupancy(TestCloud.EVENT).inside());
    }

    @Test
    void aDoubleEntryIsConfirmedWhenEveryDeviceHasToldOfALaterTime() {
        Pass pass = cloud.sell();
        for (TestDevice gate : List.of(gateA, gateB)) {
            PresentationId id = gate.present();
            gate.intends(id, TestDevice.shown(pass), Direction.IN, NOW)
                    .settles(id, Basis.ALONE, Passage.COMPLETED, NOW.plusSeconds(2));
        }
        TestDevice gateC = new TestDevice("gate-c", "C", 3);
        gateC.started(NOW.minusSeconds(600));
        drain(gateC, 1);
        drain(gateB, 1);
        drain(gateA, 1);
        assertEquals(State.PROVISIONAL, figures.doubleEntries().getFirst().state());
        gateC.started(NOW.plusSeconds(600));
        drain(gateC, 2);
        assertEquals(State.CONFIRMED, figures.doubleEntries().getFirst().state());
    }

    @Test
    void aDeviceThatHasClaimedButNotDrainedHoldsBackTheConfirmation() {
        TestDevice gateC = new TestDevice("gate-c", "C", 3);
        claim(gateC, gateC.present(), cloud.sell(), NOW.minusSeconds(600));
        Pass pass = cloud.sell();
        for (TestDevice gate : List.of(gateA, gateB)) {
            PresentationId id = gate.present();
            gate.intends(id, TestDevice.shown(pass), Direction.IN, NOW)
                    .settles(id, Basis.ALONE, Passage.COMPLETED, NOW.plusSeconds(2));
            drain(gate, 1);
        }
        assertEquals(State.PROVISIONAL, figures.doubleEntries().getFirst().state());
        reopen();
        assertEquals(State.PROVISIONAL, figures.doubleEntries().getFirst().state());
        gateC.started(NOW.plusSeconds(600));
        drain(gateC, 1);
        assertEquals(State.CONFIRMED, figures.doubleEntries().getFirst().state());
    }

    @Test
    void journalsAreAcknowledgedByTheHighestPositionWithoutAGap() {
        for (int i = 0; i < 3; i++) {
            PresentationId id = gateA.present();
            gateA.turnsAway(id, Optional.empty(), new Decision.Refuse(Reason.NOT_A_PASS), NOW);
        }
        assertEquals(OptionalLong.of(0), drain(gateA, 2));
        assertEquals(OptionalLong.of(3), drain(gateA, 1));
        assertEquals(OptionalLong.of(3), drain(gateA, 2));
        reopen();
        assertEquals(OptionalLong.of(3), drain(gateA, 3));
        assertEquals(3, figures.rows());
    }

    @Test
    void aPositionThatComesAgainWithOtherBytesIsAnIncident() {
        gateA.turnsAway(gateA.present(), Optional.empty(), new Decision.Refuse(Reason.NOT_A_PASS), NOW);
        drain(gateA, 1);
        byte[] other = gateA.entries().getFirst();
        other[other.length - 1] ^= 1;
        take(new Order.Read(new JournalMerge.Batch(gateA.id, gateA.journal, 1, List.of(other)), position -> {}));
        assertEquals(List.of(Incident.Kind.JOURNAL_CHANGED), kinds());
    }

    @Test
    void aDamagedEntryIsKeptAndDoesNotHoldUpTheNext() {
        Pass pass = cloud.sell();
        gateA.turnsAway(gateA.present(), Optional.empty(), new Decision.Refuse(Reason.NOT_A_PASS), NOW);
        PresentationId id = gateA.present();
        gateA.intends(id, TestDevice.shown(pass), Direction.IN, NOW);
        List<byte[]> sent = new ArrayList<>(gateA.entries());
        byte[] damaged = sent.getFirst().clone();
        damaged[20] ^= 4;
        sent.set(0, damaged);
        List<Long> acknowledged = new ArrayList<>();
        take(new Order.Read(new JournalMerge.Batch(gateA.id, gateA.journal, 1, sent), acknowledged::add));
        assertEquals(List.of(2L), acknowledged);
        assertTrue(kinds().contains(Incident.Kind.JOURNAL_UNREADABLE));
        assertEquals(1, figures.occupancy(TestCloud.EVENT).waiting());
    }

    @Test
    void anotherDevicesJournalIsNeitherReadNorClaimedFor() {
        Pass pass = cloud.sell();
        claim(gateA, gateA.present(), pass, NOW);
        List<Long> acknowledged = new ArrayList<>();
        gateA.started(NOW);
        take(new Order.Read(new JournalMerge.Batch(gateB.id, gateA.journal, 1, gateA.entries()), acknowledged::add));
        assertEquals(List.of(), acknowledged);
        List<Outcome> outcomes = new ArrayList<>();
        Claim stolen = new Claim(
                new PresentationId(gateA.journal, 99),
                gateB.doorway(Direction.IN),
                recognised(cloud.sell()),
                Long.MAX_VALUE);
        take(new Order.Decide(stolen, outcomes::add));
        assertEquals(List.of(new Outcome.NotYours()), outcomes);
    }

    @Test
    void aClaimWhoseBudgetIsSpentWhenItsTurnComesSpendsNothing() {
        Pass pass = cloud.sell();
        List<Outcome> outcomes = new ArrayList<>();
        Claim late = new Claim(gateA.present(), gateA.doorway(Direction.IN), recognised(pass), 999);
        hub.take(List.of(new Order.Decide(late, outcomes::add)), NOW, 1_000);
        assertEquals(List.of(new Outcome.TooLate()), outcomes);
        assertEquals(ADMITTED, claim(gateB, gateB.present(), pass, NOW));
    }

    @Test
    void aFailedCommitIsAReferralAndSpendsNothing() {
        Pass pass = cloud.sell();
        store.failing = true;
        assertEquals(new Decision.Refer(Cause.STORAGE_FAULT), claim(gateA, gateA.present(), pass, NOW));
        store.failing = false;
        assertEquals(ADMITTED, claim(gateB, gateB.present(), pass, NOW.plusSeconds(1)));
        assertTrue(hub.works());
    }

    @Test
    void aLedgerThatCannotEvenBeReadRefersUntilItCan() {
        Pass pass = cloud.sell();
        store.failing = true;
        store.unreadable = true;
        claim(gateA, gateA.present(), pass, NOW);
        assertEquals(new Decision.Refer(Cause.STORAGE_FAULT), claim(gateA, gateA.present(), pass, NOW));
        assertTrue(!hub.works());
        store.failing = false;
        store.unreadable = false;
        assertEquals(ADMITTED, claim(gateB, gateB.present(), pass, NOW.plusSeconds(1)));
    }

    @Test
    void aRevokedPassIsRefused() {
        Pass pass = cloud.sell();
        cloud.revoke(pass);
        roster.apply(cloud.page(0), NOW);
        assertEquals(new Decision.Refuse(Reason.REVOKED), claim(gateA, gateA.present(), pass, NOW));
    }

    @Test
    void aPartyIsCountedAcrossGates() {
        Pass pass = cloud.sell(1, 2);
        assertEquals(new Decision.Admit(1, 2), claim(gateA, gateA.present(), pass, NOW));
        assertEquals(new Decision.Admit(2, 2), claim(gateB, gateB.present(), pass, NOW));
        assertInstanceOf(Decision.Refer.class, claim(gateB, gateB.present(), pass, NOW));
    }

    @Test
    void aFullAreaIsFullAtItsOwnGatesAlone() {
        cloud.sheet(2, 10, new Area(new AreaId("terrace"), 1, List.of(gateB.gate)));
        roster.apply(cloud.page(0), NOW);
        assertEquals(ADMITTED, claim(gateB, gateB.present(), cloud.sell(), NOW));
        assertEquals(new Decision.Refuse(Reason.FULL), claim(gateB, gateB.present(), cloud.sell(), NOW));
        assertEquals(ADMITTED, claim(gateA, gateA.present(), cloud.sell(), NOW));
    }

    @Test
    void aFullHouseLetsOneInWhenOneLeaves() {
        cloud.sheet(2, 1);
        Pass first = cloud.sell();
        Pass second = cloud.sell();
        roster.apply(cloud.page(0), NOW);
        PresentationId in = gateA.present();
        claim(gateA, in, first, NOW);
        walksThrough(gateA, in, first, NOW);
        assertEquals(new Decision.Refuse(Reason.FULL), claim(gateB, gateB.present(), second, NOW.plusSeconds(1)));
        PresentationId out = gateA.present();
        gateA.intends(out, TestDevice.shown(first), Direction.OUT, NOW)
                .settles(out, Basis.ALONE, Passage.COMPLETED, NOW.plusSeconds(2));
        drain(gateA, 1);
        assertEquals(ADMITTED, claim(gateB, gateB.present(), second, NOW.plusSeconds(3)));
    }

    private Decision claim(TestDevice device, PresentationId id, Pass pass, Instant now) {
        List<Outcome> outcomes = new ArrayList<>();
        Claim claim = new Claim(id, device.doorway(Direction.IN), recognised(pass), Long.MAX_VALUE);
        hub.take(List.of(new Order.Decide(claim, outcomes::add)), now, 0);
        return assertInstanceOf(Outcome.Decided.class, outcomes.getFirst()).decision();
    }

    private Recognised recognised(Pass pass) {
        return Recognition.recognise(pass, roster.keys(), Recognition.Freshness.FRESH);
    }

    private void walksThrough(TestDevice device, PresentationId id, Pass pass, Instant now) {
        device.intends(id, TestDevice.shown(pass), Direction.IN, now)
                .settles(id, Basis.HUB, Passage.COMPLETED, now.plusSeconds(2));
        drain(device, 1);
    }

    private OptionalLong drain(TestDevice device, long from) {
        List<Long> acknowledged = new ArrayList<>();
        take(new Order.Read(device.from(from), acknowledged::add));
        return acknowledged.stream().mapToLong(Long::longValue).findFirst();
    }

    private void take(Order order) {
        hub.take(List.of(order), NOW, 0);
    }

    private List<Incident.Kind> kinds() {
        return figures.incidents(10).stream().map(Incident::kind).toList();
    }

    /** A disk that can be told to fail. */
    private static final class FaultyStore implements LedgerStore {
        private final LedgerStore real;
        boolean failing;
        boolean unreadable;

        FaultyStore(LedgerStore real) {
            this.real = real;
        }

        @Override
        public Image load() {
            if (unreadable) {
                throw new StoreException("the disk is gone", new IllegalStateException());
            }
            return real.load();
        }

        @Override
        public void commit(List<Change> changes) {
            if (failing) {
                throw new StoreException("the disk is full", new IllegalStateException());
            }
            real.commit(changes);
        }

        @Override
        public Optional<byte[]> entry(JournalId journal, long position) {
            return real.entry(journal, position);
        }
    }
}
