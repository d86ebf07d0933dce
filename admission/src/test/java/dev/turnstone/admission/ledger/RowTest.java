package dev.turnstone.admission.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Ruling;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Doorway;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one presentation comes to, from whatever has been heard of it. */
class RowTest {
    private static final DeviceId DEVICE = Maguey.GATE_A.device();
    private static final JournalId JOURNAL = new JournalId(1, 2);
    private static final PresentationId ID = new PresentationId(JOURNAL, 10);
    private static final Shown SHOWN = Shown.of(Passes.passes().genuine());
    private static final PassKey PASS = PassKey.of(SHOWN);

    private final Ledger ledger = new Ledger();

    @Test
    void aGrantIsOpenUntilItsDeviceSaysHowItEnded() {
        grant();
        assertEquals(Row.State.OPEN, state());
        assertEquals(List.of(Use.State.OPEN), uses());
    }

    @Test
    void aPassageSettlesItWhateverTheHubAnswered() {
        hear(1, intent());
        hear(2, outcome(Passage.COMPLETED));
        assertEquals(Row.State.PASSED, state());
        assertEquals(List.of(Use.State.PASSED), uses());
    }

    @Test
    void anAbandonedReleaseGivesTheEntryBack() {
        grant();
        hear(1, intent());
        hear(2, outcome(Passage.ABANDONED));
        assertEquals(Row.State.NOTHING, state());
        assertEquals(List.of(), uses());
    }

    @Test
    void forcedAndUnknownPassagesCount() {
        assertTrue(Passage.FORCED.counts());
        assertTrue(Passage.UNKNOWN.counts());
        hear(1, intent());
        hear(2, outcome(Passage.UNKNOWN));
        assertEquals(Row.State.PASSED, state());
    }

    @Test
    void whoeverCrossesWithoutAReleaseIsInsideAndUsesNoPass() {
        hear(
                1,
                new Fact.Crossed(
                        ID.seq(),
                        Maguey.GATE_A.gate(),
                        Maguey.GATE_A.lane(),
                        Maguey.GATE_A.direction(),
                        Crossing.TAILGATE));
        hear(2, new Fact.Started("next", ID.seq() + 1));
        Row row = ledger.row(ID).orElseThrow();
        assertTrue(row.crossed());
        assertEquals(Optional.of(Maguey.GATE_A), row.doorway());
        assertEquals(Optional.empty(), row.use());
        assertEquals(1, Occupancy.of(ledger.rows(), doorway -> true).inside());
    }

    @Test
    void aDeviceThatTurnedTheGuestAwayTakesItsIntentBack() {
        hear(1, intent());
        assertEquals(Row.State.OPEN, state());
        hear(
                2,
                new Fact.TurnedAway(
                        ID.seq(),
                        Optional.of(SHOWN),
                        Maguey.GATE_A.gate(),
                        Maguey.GATE_A.lane(),
                        Maguey.GATE_A.direction(),
                        new Refuse(Reason.REVOKED)));
        assertEquals(Row.State.NOTHING, state());
    }

    @Test
    void silenceGivesNothingBack() {
        grant();
        hear(1, new Fact.Outcome(ID.seq() + 1, Basis.HUB, Passage.COMPLETED));
        assertEquals(Row.State.OPEN, state());
    }

    @Test
    void afterARestartAReleaseWithoutOutcomeIsUsedUntilStaffGiveItBack() {
        grant();
        hear(1, intent());
        hear(2, new Fact.Started("next", ID.seq() + 1));
        assertEquals(Row.State.PASSED, state());
        ledger.giveBack(ID, DEVICE);
        assertEquals(Row.State.NOTHING, state());
    }

    @Test
    void aDevicesStaffGiveItsEntryBackAndEveryOtherRulingChangesNothing() {
        hear(1, intent());
        hear(2, outcome(Passage.COMPLETED));
        for (Ruling ruling : List.of(Ruling.ADMITTED, Ruling.REFUSED, Ruling.HELD, Ruling.RELEASED)) {
            hear(3, new Fact.Ruled(ID.seq(), Optional.of(SHOWN), "ana", ruling, "asked"));
            assertEquals(Row.State.PASSED, state(), ruling.name());
        }
        hear(4, new Fact.Ruled(ID.seq(), Optional.of(SHOWN), "ana", Ruling.GIVEN_BACK, "went home"));
        assertEquals(Row.State.NOTHING, state());
        assertEquals(List.of(), uses());
    }

    @Test
    void afterARestartAGrantWithoutIntentNeverOpenedALane() {
        grant();
        hear(1, new Fact.Started("next", ID.seq() + 1));
        assertEquals(Row.State.NOTHING, state());
    }

    @Test
    void aGrantHeardOnlyAfterTheRestartIsNoneEither() {
        hear(1, new Fact.Started("next", ID.seq() + 1));
        grant();
        assertEquals(Row.State.NOTHING, state());
    }

    @Test
    void aLifeThatBeganBeforeThePresentationSaysNothingOfIt() {
        hear(1, new Fact.Started("same", ID.seq()));
        grant();
        assertEquals(Row.State.OPEN, state());
    }

    @Test
    void whatTheDeviceWroteAfterwardsCountsEvenFromAnEarlierLife() {
        hear(3, new Fact.Started("next", ID.seq() + 1));
        hear(1, intent());
        hear(2, outcome(Passage.ABANDONED));
        assertEquals(Row.State.NOTHING, state());
    }

    @Test
    void aJournalWithAnotherProofSpendsNothing() {
        hear(1, intent());
        hear(2, outcome(Passage.COMPLETED));
        assertEquals(1, ledger.uses(PASS, Optional.of(SHOWN.proof())).size());
        assertEquals(0, ledger.uses(PASS, Optional.of(new Proof(6, 6))).size());
        grant();
        assertEquals(1, ledger.uses(PASS, Optional.of(new Proof(6, 6))).size(), "the hub saw the pass itself");
    }

    @Test
    void rowsOfTwoPresentationsDoNotMerge() {
        Row one = grant();
        Row other = ledger.giveBack(new PresentationId(JOURNAL, 11), DEVICE);
        assertThrows(IllegalArgumentException.class, () -> one.merge(other));
        assertFalse(other.use().isPresent());
    }

    @Test
    void ofTwoContradictingEntriesTheEarlierPositionHoldsWhicheverCameFirst() {
        hear(5, outcome(Passage.COMPLETED));
        hear(4, outcome(Passage.ABANDONED));
        Ledger other = new Ledger();
        other.hear(DEVICE, JOURNAL, entry(4, outcome(Passage.ABANDONED)));
        other.hear(DEVICE, JOURNAL, entry(5, outcome(Passage.COMPLETED)));
        assertEquals(Row.State.NOTHING, state());
        assertEquals(ledger, other);
    }

    @Test
    void ofTwoGrantsTheEarlierHoldsWhicheverCameFirst() {
        Granted later = new Granted(SHOWN, Maguey.GATE_A, 2, Maguey.NINE.plusSeconds(1));
        ledger.granted(ID, later);
        grant();
        assertEquals(Maguey.NINE, ledger.row(ID).orElseThrow().at());
        ledger.granted(ID, later);
        assertEquals(Maguey.NINE, ledger.row(ID).orElseThrow().at());
    }

    @Test
    void ofTwoGrantsOfOneInstantTheSameOneHoldsWhicheverCameFirst() {
        Granted first = new Granted(SHOWN, Maguey.GATE_A, 1, Maguey.NINE);
        Granted second = new Granted(SHOWN, Maguey.GATE_A, 2, Maguey.NINE);
        Ledger other = new Ledger();
        other.granted(ID, second);
        other.granted(ID, first);
        ledger.granted(ID, first);
        ledger.granted(ID, second);
        assertEquals(ledger, other);
        assertEquals(Optional.of(first), ledger.row(ID).orElseThrow().granted());
    }

    @Test
    void whereTheHubGrantedNothingTheDevicesOwnClocksDateAndOrderTheUse() {
        hear(1, intent());
        Row row = ledger.row(ID).orElseThrow();
        assertEquals(Maguey.NINE, row.use().orElseThrow().at());
        assertEquals(new HybridTime(Maguey.NINE.toEpochMilli(), 1), row.order());
        assertEquals(
                new Doorway(DEVICE, Maguey.GATE_A.gate(), Maguey.GATE_A.lane(), Maguey.GATE_A.direction()),
                row.doorway().orElseThrow());
    }

    @Test
    void aLedgerTellsWhichRowsItsNewsChanged() {
        grant();
        assertEquals(List.of(ID), changed(1, intent()));
        assertEquals(List.of(ID), changed(2, new Fact.Started("next", ID.seq() + 1)));
        assertEquals(List.of(), changed(2, new Fact.Started("next", ID.seq() + 1)), "no news");
        assertEquals(List.of(ID), changed(3, outcome(Passage.COMPLETED)));
        assertEquals(List.of(ID), ledger.rows().stream().map(Row::id).toList());
    }

    @Test
    void ledgersThatHeardDifferentThingsDiffer() {
        Ledger other = new Ledger();
        assertEquals(ledger, other);
        assertEquals(ledger.hashCode(), other.hashCode());
        hear(1, intent());
        assertNotEquals(ledger, other);
        other.hear(DEVICE, JOURNAL, entry(1, intent()));
        assertEquals(ledger, other);
        hear(2, new Fact.Started("next", 1));
        assertNotEquals(ledger, other, "another life");
    }

    private List<PresentationId> changed(long position, Fact fact) {
        return ledger.hear(DEVICE, JOURNAL, entry(position, fact)).stream()
                .map(Row::id)
                .toList();
    }

    private Row grant() {
        return ledger.granted(ID, new Granted(SHOWN, Maguey.GATE_A, 1, Maguey.NINE));
    }

    private void hear(long position, Fact fact) {
        ledger.hear(DEVICE, JOURNAL, entry(position, fact));
    }

    private Row.State state() {
        return ledger.row(ID).orElseThrow().state();
    }

    private List<Use.State> uses() {
        return ledger.uses(PASS, Optional.empty()).stream().map(Use::state).toList();
    }

    private static Fact intent() {
        return new Fact.Intent(ID.seq(), SHOWN, Maguey.GATE_A.gate(), Maguey.GATE_A.lane(), Maguey.GATE_A.direction());
    }

    private static Fact outcome(Passage passage) {
        return new Fact.Outcome(ID.seq(), Basis.HUB, passage);
    }

    private static JournalEntry entry(long position, Fact fact) {
        Stamp stamp = new Stamp(
                Duration.ofSeconds(position),
                TimeInterval.exactly(Maguey.NINE),
                new HybridTime(Maguey.NINE.toEpochMilli(), (int) position));
        return new JournalEntry(position, stamp, fact);
    }
}
