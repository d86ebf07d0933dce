package dev.turnstone.admission.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.testing.Books;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Seeds;
import dev.turnstone.admission.venue.Doorway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The hub's own decisions: one entitlement, one entry, whatever is lost, late or repeated. */
class ArbitrationTest {
    private static final JournalId JOURNAL = new JournalId(3, 4);
    private static final Pass PASS = Passes.passes().sold();

    private final Ledger ledger = new Ledger();
    private long positions;

    @Test
    void oneEntryIsGrantedAndTheSecondIsRefusedWithGateAndTime() {
        assertEquals(new Admit(1, 1), claim(1, Maguey.GATE_A, Maguey.NINE, PASS));
        end(1, Passage.COMPLETED);
        assertEquals(
                new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(Maguey.GATE_A.gate(), Maguey.NINE)),
                claim(2, Maguey.GATE_B, Maguey.NINE.plusSeconds(60), PASS));
    }

    @Test
    void untilThePassageIsReportedTheSecondIsInDoubt() {
        claim(1, Maguey.GATE_A, Maguey.NINE, PASS);
        assertEquals(
                new Refer(Cause.IN_DOUBT, new Hint.Seen(Maguey.GATE_A.gate(), Maguey.NINE)),
                claim(2, Maguey.GATE_B, Maguey.NINE.plusSeconds(1), PASS));
        end(1, Passage.ABANDONED);
        assertEquals(new Admit(1, 1), claim(3, Maguey.GATE_B, Maguey.NINE.plusSeconds(2), PASS));
    }

    @Test
    void theSamePresentationGetsTheSameGrantAndSpendsNothingMore() {
        assertEquals(new Admit(1, 1), claim(1, Maguey.GATE_A, Maguey.NINE, PASS));
        assertEquals(new Admit(1, 1), claim(1, Maguey.GATE_A, Maguey.NINE.plusSeconds(1), PASS));
        assertEquals(1, ledger.rows().size());
    }

    /** A device that lost count of its presentations got the grant of one pass for another. */
    @Test
    void anotherPassUnderTheSamePresentationIsForStaff() {
        assertEquals(new Admit(1, 1), claim(1, Maguey.GATE_A, Maguey.NINE, PASS));
        Pass other = Passes.passes().version(2).sold();
        assertEquals(new Refer(Cause.IN_DOUBT), claim(1, Maguey.GATE_A, Maguey.NINE.plusSeconds(1), other));
        assertEquals(1, ledger.rows().size());
    }

    @Test
    void aClaimThatArrivesAfterItsPassageGrantsNothingMore() {
        end(1, Passage.COMPLETED);
        assertEquals(new Refer(Cause.IN_DOUBT), claim(1, Maguey.GATE_A, Maguey.NINE, PASS));
    }

    @Test
    void aClaimThatItsIntentHasOvertakenIsJudgedLikeAnyOther() {
        Fact intent = new Fact.Intent(
                1,
                Shown.of(Passes.passes().genuine()),
                Maguey.GATE_A.gate(),
                Maguey.GATE_A.lane(),
                Maguey.GATE_A.direction());
        hear(intent);
        assertEquals(new Admit(1, 1), claim(1, Maguey.GATE_A, Maguey.NINE, PASS));
        assertEquals(1, ledger.rows().size());
    }

    @Test
    void whatIsNoPassIsRefusedWithoutARow() {
        Arbitration.Verdict verdict = Arbitration.judge(
                "HELLO", new Books(new Ledger(), Optional.empty()), Optional.empty(), Maguey.GATE_A, Maguey.NINE);
        assertEquals(new Arbitration.Verdict(new Refuse(Reason.NOT_A_PASS), Optional.empty()), verdict);
    }

    @Test
    void usesNeverExceedWhatThePassAdmitsWhateverIsLostLateOrRepeated() {
        Seeds.each(200, random -> {
            ArbitrationTest night = new ArbitrationTest();
            int admits = 1 + random.nextInt(4);
            Pass pass = Passes.passes().admitting(admits).sold();
            List<Long> open = new ArrayList<>();
            for (int step = 0; step < 80; step++) {
                Instant now = Maguey.NINE.plusSeconds(step);
                long seq = random.nextInt(40);
                switch (random.nextInt(3)) {
                    case 0, 1 -> {
                        Doorway gate = random.nextBoolean() ? Maguey.GATE_A : Maguey.GATE_B;
                        if (night.claim(seq, gate, now, pass) instanceof Admit && !open.contains(seq)) {
                            open.add(seq);
                        }
                    }
                    default -> {
                        if (!open.isEmpty()) {
                            long settled = open.get(random.nextInt(open.size()));
                            night.end(settled, random.nextBoolean() ? Passage.COMPLETED : Passage.ABANDONED);
                        }
                    }
                }
                int uses = night.ledger
                        .uses(new PassKey(Maguey.EVENT, pass.number()), Optional.empty())
                        .size();
                assertTrue(uses <= admits, uses + " uses of " + admits + " at step " + step);
            }
        });
    }

    private Decision claim(long seq, Doorway doorway, Instant now, Pass pass) {
        PresentationId id = new PresentationId(JOURNAL, seq);
        Arbitration.Verdict verdict = Arbitration.judge(
                PassCodec.encode(pass), new Books(ledger, Optional.of(id)), ledger.row(id), doorway, now);
        verdict.grant().ifPresent(granted -> ledger.granted(id, granted));
        return verdict.decision();
    }

    private void end(long seq, Passage passage) {
        hear(new Fact.Outcome(seq, Basis.HUB, passage));
    }

    private void hear(Fact fact) {
        Stamp stamp = new Stamp(Duration.ofSeconds(positions), TimeInterval.exactly(Maguey.NINE), new HybridTime(1, 0));
        ledger.hear(Maguey.GATE_A.device(), JOURNAL, new JournalEntry(++positions, stamp, fact));
    }
}
