package dev.turnstone.kiosk.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.ShortCode;
import dev.turnstone.admission.record.Basis;
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
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.kiosk.admit.Case;
import dev.turnstone.kiosk.admit.Passes;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What staff have before them: who stands there, what was typed, and what happened today. */
class DeskTest {
    private static final Instant NOW = Passes.TONIGHT;
    private static final JournalId JOURNAL = new JournalId(1, 2);

    private final Desk desk = new Desk();
    private final TodayLog log = new TodayLog();
    private long position;

    @Test
    void theNewestStandsFirstAndAPassOnlyOnce() {
        desk.stands(guest(1, 7, new Refer(Cause.IN_DOUBT)));
        desk.stands(guest(2, 8, new Refuse(Reason.REVOKED)));
        desk.stands(guest(3, 7, new Refer(Cause.OFFLINE_POLICY)));

        assertEquals(List.of(3L, 2L), seqs());
        desk.served(3);
        assertEquals(List.of(2L), seqs());
    }

    @Test
    void whomOnlyAPersonCanHelpIsForgottenLast() {
        desk.stands(guest(1, 1, new Refer(Cause.IN_DOUBT)));
        for (int seq = 2; seq < 40; seq++) {
            desk.stands(guest(seq, seq, new Refuse(Reason.REVOKED)));
        }
        assertEquals(12, seqs().size());
        assertTrue(desk.find(1).isPresent());
    }

    @Test
    void oneFieldKnowsAPassFromACodeAndACodeFromAName() {
        ShortCode code = ShortCode.random(new Random(7));
        String typo = code.text().substring(0, 9) + (code.text().charAt(9) == '7' ? '8' : '7');

        assertInstanceOf(Query.Pass.class, Query.of(new Passes().pass(1)));
        assertEquals(new Query.Code(code), Query.of(" " + code.printed().toLowerCase(Locale.ROOT)));
        assertEquals(new Query.Email("ana@example.org"), Query.of("ana@example.org "));
        assertEquals(new Query.Phone("5512"), Query.of("55 12"));
        assertEquals(new Query.Order("A-20931"), Query.of("A-20931"));
        assertEquals(new Query.Name("Ana María"), Query.of("Ana María"));
        assertEquals(new Query.TooShort(), Query.of(" "));
        if (typo.chars().anyMatch(Character::isLetter)) {
            assertEquals(new Query.Mistyped(), Query.of(typo));
        }
    }

    @Test
    void aPresentationIsOneLineHoweverOftenTheJournalSpeaksOfIt() {
        hear(new Fact.Ruled(5, Optional.of(shown(7)), "ana", Ruling.ADMITTED, "On the list"));
        hear(new Fact.Intent(5, shown(7), new GateId("A"), new LaneId("a-1"), Direction.IN));
        hear(new Fact.Outcome(5, Basis.STAFF, Passage.COMPLETED));

        List<TodayLog.Line> lines = log.since(NOW.minusSeconds(60), 10);
        assertEquals(1, lines.size());
        assertEquals(1, log.passages(NOW.minusSeconds(60), Direction.IN));
        assertTrue(lines.getFirst().counts());
        Wording.Said said = new Wording(Messages.bundle("staff").in(Language.EN), Passes.ZONE).of(lines.getFirst());
        assertEquals("Came in", said.title());
        assertEquals("by ana · On the list", said.detail());
    }

    @Test
    void staffSeeWhereTheGateDecidedAlone() {
        Wording wording = new Wording(Messages.bundle("staff").in(Language.EN), Passes.ZONE);
        hear(new Fact.Intent(5, shown(7), new GateId("A"), new LaneId("a-1"), Direction.IN));
        hear(new Fact.Outcome(5, Basis.ALONE, Passage.COMPLETED));
        assertEquals("Decided alone", wording.of(log.find(5).orElseThrow()).detail());

        hear(new Fact.Intent(6, shown(8), new GateId("A"), new LaneId("a-1"), Direction.IN));
        hear(new Fact.Outcome(6, Basis.HUB, Passage.COMPLETED));
        assertEquals("", wording.of(log.find(6).orElseThrow()).detail());
    }

    @Test
    void anEntryGivenBackCountsNoMoreAndCannotBeGivenBackTwice() {
        hear(new Fact.Intent(5, shown(7), new GateId("A"), new LaneId("a-1"), Direction.IN));
        hear(new Fact.Outcome(5, Basis.HUB, Passage.COMPLETED));
        hear(new Fact.Ruled(5, Optional.of(shown(7)), "ana", Ruling.GIVEN_BACK, "Other"));

        assertFalse(log.find(5).orElseThrow().counts());
        assertEquals(0, log.passages(NOW.minusSeconds(60), Direction.IN));
    }

    @Test
    void yesterdayIsNotToday() {
        hear(new Fact.TurnedAway(
                1, Optional.empty(), new GateId("A"), new LaneId("a-1"), Direction.IN, new Refuse(Reason.NOT_A_PASS)));
        assertEquals(List.of(), log.since(NOW.plusSeconds(1), 10));
    }

    @Test
    void everyDecisionCanBeToldToStaffInEveryLanguage() {
        for (Language language : Language.values()) {
            Wording wording = new Wording(Messages.bundle("staff").in(language), Passes.ZONE);
            for (Cause cause : Cause.values()) {
                Wording.Said said = wording.of(new Refer(cause));
                assertFalse(said.title().isBlank() || said.detail().isBlank(), cause.name());
                assertEquals(Wording.Mood.STAFF, said.mood());
            }
            for (Reason reason : Reason.values()) {
                if (reason != Reason.ALREADY_INSIDE && reason != Reason.USED_UP) {
                    assertFalse(wording.of(new Refuse(reason)).title().isBlank(), reason.name());
                }
            }
            for (String reason : Reasons.ALL) {
                assertFalse(Reasons.why(wording.texts(), reason, "").isBlank());
            }
        }
    }

    private List<Long> seqs() {
        return desk.standing().stream().map(guest -> guest.id().seq()).toList();
    }

    private void hear(Fact fact) {
        log.hear(new JournalEntry(
                ++position,
                new Stamp(Duration.ofSeconds(position), TimeInterval.exactly(NOW), new HybridTime(position, 0)),
                fact));
    }

    private static Case guest(long seq, long number, Decision decision) {
        return new Case(new PresentationId(JOURNAL, seq), Optional.of(shown(number)), decision, History.EMPTY, NOW);
    }

    private static Shown shown(long number) {
        return new Shown(new EventId("saturday"), new PassNumber(number), 0, 1, 1, new Proof(1, 2));
    }
}
