package dev.turnstone.admission.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.ledger.Conflict.Certainty;
import dev.turnstone.admission.ledger.Conflict.Identity;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Night;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Seeds;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two gates cut off from each other, and what is found when their journals meet. */
class ReconciliationTest {
    private static final Shown SHOWN = Shown.of(Passes.passes().genuine());
    private static final PassKey PASS = PassKey.of(SHOWN);
    private static final DeviceId A = Maguey.GATE_A.device();
    private static final DeviceId B = Maguey.GATE_B.device();

    private final Ledger ledger = new Ledger();

    @Test
    void twoGatesThatBothAdmittedMakeOneConflictOfTheLaterEntry() {
        pass(Maguey.GATE_A, 1, 10);
        pass(Maguey.GATE_B, 1, 20);
        Conflict conflict = only(EntryRule.ONCE, drained(20, 20));
        assertEquals(new Identity(PASS, 2), conflict.identity());
        assertEquals(B, conflict.excess().device());
        assertEquals(List.of(A), conflict.before().stream().map(Row::device).toList());
        assertEquals(Certainty.CONFIRMED, conflict.certainty());
    }

    @Test
    void whicheverJournalArrivesFirstItIsTheSameConflict() {
        pass(Maguey.GATE_B, 1, 20);
        assertEquals(List.of(), conflicts(EntryRule.ONCE, drained(0, 20)));
        pass(Maguey.GATE_A, 1, 10);
        assertEquals(
                new Identity(PASS, 2), only(EntryRule.ONCE, drained(20, 20)).identity());
    }

    @Test
    void itIsProvisionalUntilEveryDeviceThatCouldKnowBetterHasDrainedPastIt() {
        pass(Maguey.GATE_A, 1, 10);
        pass(Maguey.GATE_B, 1, 20);
        assertEquals(
                Certainty.PROVISIONAL, only(EntryRule.ONCE, drained(19, 20)).certainty());
        assertEquals(Certainty.CONFIRMED, only(EntryRule.ONCE, drained(20, 20)).certainty());
    }

    @Test
    void anExitThatArrivesLateWithdrawsItAndTheAcknowledgementSurvives() {
        EntryRule rule = EntryRule.afterExit();
        pass(Maguey.GATE_A, 1, 10);
        pass(Maguey.GATE_A, 2, 30);
        Map<Identity, Incident> incidents = Incident.update(Map.of(), conflicts(rule, drained(30, 0)));
        Identity identity = new Identity(PASS, 2);
        assertEquals(Incident.State.PROVISIONAL, incidents.get(identity).state());

        Map<Identity, Incident> seen = Map.of(identity, incidents.get(identity).acknowledged("Ana"));
        pass(Maguey.WAY_OUT, 1, 20);
        Incident withdrawn =
                Incident.update(seen, conflicts(rule, drained(30, 30))).get(identity);
        assertEquals(Incident.State.WITHDRAWN, withdrawn.state());
        assertEquals("Ana", withdrawn.acknowledgedBy().orElseThrow());
    }

    @Test
    void itIsProvisionalWhileAnExitBeforeItMayStillBeMade() {
        EntryRule rule = EntryRule.afterExit();
        pass(Maguey.GATE_A, 1, 10);
        intend(Maguey.WAY_OUT, 1, 20);
        pass(Maguey.GATE_A, 2, 30);
        assertEquals(Certainty.PROVISIONAL, only(rule, drained(30, 30)).certainty());
        assertEquals(Certainty.CONFIRMED, only(EntryRule.ONCE, drained(30, 30)).certainty());
        pass(Maguey.WAY_OUT, 1, 20);
        assertEquals(List.of(), conflicts(rule, drained(30, 30)));
    }

    @Test
    void anExitBeforeAnyEntryExcusesNone() {
        pass(Maguey.WAY_OUT, 1, 5);
        pass(Maguey.GATE_A, 1, 10);
        pass(Maguey.GATE_A, 2, 20);
        assertEquals(
                new Identity(PASS, 2),
                only(EntryRule.afterExit(), drained(20, 20)).identity());
    }

    @Test
    void aPartyConflictsOnlyBeyondItsNumber() {
        for (int seq = 1; seq <= 5; seq++) {
            pass(Maguey.GATE_A, seq, seq);
        }
        List<Conflict> conflicts =
                Reconciliation.conflicts(PASS, ledger.rows(PASS), 3, Optional.empty(), drained(9, 9));
        assertEquals(
                List.of(new Identity(PASS, 4), new Identity(PASS, 5)),
                conflicts.stream().map(Conflict::identity).toList());
        assertEquals(List.of(), Reconciliation.conflicts(PASS, ledger.rows(PASS), 0, Optional.empty(), drained(9, 9)));
    }

    @Test
    void anEntryThatWasGivenBackIsNoConflict() {
        pass(Maguey.GATE_A, 1, 10);
        pass(Maguey.GATE_B, 1, 20);
        ledger.giveBack(new PresentationId(journal(B), 1), B);
        assertEquals(List.of(), conflicts(EntryRule.ONCE, drained(20, 20)));
    }

    @Test
    void anyOrderOfArrivalFindsTheSameConflicts() {
        Seeds.each(150, random -> {
            List<Consumer<Ledger>> messages = Night.messages(random, 60);
            List<Consumer<Ledger>> shuffled = new ArrayList<>(messages);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            Map<Identity, Conflict> inOrder = allConflicts(messages);
            assertEquals(inOrder, allConflicts(shuffled));
            inOrder.forEach((identity, conflict) -> assertTrue(identity.ordinal() > 1));
        });
    }

    @Test
    void eachEntryTooManyIsExactlyOneIncident() {
        Seeds.each(150, random -> {
            Ledger night = new Ledger();
            Night.messages(random, 60).forEach(message -> message.accept(night));
            Map<PassKey, List<Row>> byPass = night.rows().stream()
                    .filter(row -> row.shown().isPresent())
                    .collect(Collectors.groupingBy(row -> PassKey.of(row.shown().orElseThrow())));
            byPass.forEach((pass, rows) -> {
                long entries = rows.stream().filter(ReconciliationTest::isEntry).count();
                List<Conflict> conflicts =
                        Reconciliation.conflicts(pass, night.rows(pass), 1, Optional.empty(), new Drained(Map.of()));
                assertEquals(Math.max(0, entries - 1), conflicts.size());
            });
        });
    }

    /** A season's pass that is limited to one entry a day went in at two gates that were cut off, and nobody heard. */
    @Test
    void whoEntersMoreOftenThanADayAllowsIsAConflictEvenOfAPassWithoutALimit() {
        Sheet daily = Maguey.sheet().entryRule(EntryRule.afterExit().perDay(1));
        pass(Maguey.GATE_A, 1, 10);
        pass(Maguey.GATE_B, 1, 20);
        List<Conflict> unlimited =
                Reconciliation.conflicts(PASS, ledger.rows(PASS), 0, Optional.of(daily), drained(30, 30));
        assertEquals(
                List.of(2),
                unlimited.stream().map(each -> each.identity().ordinal()).toList());
        assertEquals(Conflict.Certainty.CONFIRMED, unlimited.getFirst().certainty());

        pass(Maguey.GATE_A, 2, 10 + Duration.ofDays(1).toSeconds());
        assertEquals(
                1,
                Reconciliation.conflicts(PASS, ledger.rows(PASS), 0, Optional.of(daily), drained(30, 30))
                        .size(),
                "another day is another entry");
        Sheet free = Maguey.sheet().entryRule(EntryRule.afterExit());
        assertEquals(
                List.of(), Reconciliation.conflicts(PASS, ledger.rows(PASS), 0, Optional.of(free), drained(30, 30)));
    }

    @Test
    void occupancyIsEntriesLessExitsAndIsNeverClamped() {
        pass(Maguey.GATE_A, 1, 10);
        pass(Maguey.WAY_OUT, 1, 20);
        pass(Maguey.WAY_OUT, 2, 30);
        Occupancy occupancy = Occupancy.of(ledger.rows(), doorway -> true);
        assertEquals(new Occupancy(1, 2, 0), occupancy);
        assertTrue(occupancy.hasDrifted());
        assertEquals(0, occupancy.corrected(1).inside());
        assertFalse(occupancy.corrected(1).hasDrifted());
        assertEquals(Occupancy.NONE, Occupancy.of(ledger.rows(), doorway -> false));
    }

    @Test
    void aReleaseWithAnUnknownEndMovesNoCount() {
        end(Maguey.GATE_A, 1, 10, Passage.UNKNOWN);
        end(Maguey.GATE_A, 2, 20, Passage.ABANDONED);
        assertEquals(Occupancy.NONE, Occupancy.of(ledger.rows(), doorway -> true));
        end(Maguey.GATE_A, 3, 30, Passage.FORCED);
        assertEquals(1, Occupancy.of(ledger.rows(), doorway -> true).inside());
    }

    private static Map<Identity, Conflict> allConflicts(List<Consumer<Ledger>> messages) {
        Ledger night = new Ledger();
        messages.forEach(message -> message.accept(night));
        return night.rows().stream()
                .flatMap(row -> row.shown().map(PassKey::of).stream())
                .distinct()
                .flatMap(pass ->
                        Reconciliation.conflicts(pass, night.rows(pass), 1, Optional.empty(), new Drained(Map.of()))
                                .stream())
                .collect(Collectors.toMap(Conflict::identity, conflict -> conflict));
    }

    private static boolean isEntry(Row row) {
        return row.state() == Row.State.PASSED && row.direction() == Direction.IN;
    }

    private Conflict only(EntryRule rule, Drained drained) {
        List<Conflict> conflicts = conflicts(rule, drained);
        assertEquals(1, conflicts.size());
        return conflicts.getFirst();
    }

    private List<Conflict> conflicts(EntryRule rule, Drained drained) {
        return Reconciliation.conflicts(
                PASS, ledger.rows(PASS), 1, Optional.of(Maguey.sheet().entryRule(rule)), drained);
    }

    private void pass(Doorway doorway, long seq, long second) {
        end(doorway, seq, second, Passage.COMPLETED);
    }

    private void end(Doorway doorway, long seq, long second, Passage passage) {
        intend(doorway, seq, second);
        hear(doorway, 2 * seq + 1, second, new Fact.Outcome(seq, Basis.ALONE, passage));
    }

    private void intend(Doorway doorway, long seq, long second) {
        hear(
                doorway,
                2 * seq,
                second,
                new Fact.Intent(seq, SHOWN, doorway.gate(), doorway.lane(), doorway.direction()));
    }

    private void hear(Doorway doorway, long position, long second, Fact fact) {
        Instant at = Instant.ofEpochSecond(second);
        Stamp stamp = new Stamp(Duration.ofSeconds(second), TimeInterval.exactly(at), time(second));
        ledger.hear(doorway.device(), journal(doorway.device()), new JournalEntry(position, stamp, fact));
    }

    private static Drained drained(long secondA, long secondB) {
        return new Drained(Map.of(A, time(secondA), B, time(secondB)));
    }

    private static HybridTime time(long second) {
        return new HybridTime(second * 1000, 0);
    }

    private static JournalId journal(DeviceId device) {
        return new JournalId(7, device.hashCode());
    }
}
