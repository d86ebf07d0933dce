package dev.turnstone.admission.decision;

import static dev.turnstone.admission.testing.Maguey.GATE_A;
import static dev.turnstone.admission.testing.Maguey.GATE_B;
import static dev.turnstone.admission.testing.Maguey.NINE;
import static dev.turnstone.admission.testing.Maguey.WAY_OUT;
import static dev.turnstone.admission.testing.Passes.passes;
import static dev.turnstone.admission.testing.Scene.scene;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often a pass enters: parties, re-entry, pauses, days, and what nobody can know yet. */
class EntitlementTest {
    private static final Instant EIGHT = Scene.ago(Duration.ofHours(1));
    private static final Instant HALF_PAST = Scene.ago(Duration.ofMinutes(30));
    private static final Hint AT_A_AT_EIGHT = new Hint.Seen(GATE_A.gate(), EIGHT);

    @Test
    void secondPresentationAtAnotherGateIsRefusedWithGateAndTime() {
        assertEquals(
                new Refuse(Reason.ALREADY_INSIDE, AT_A_AT_EIGHT),
                scene().passed(GATE_A, EIGHT).before(GATE_B).decide(passes().sold()));
    }

    @Test
    void whoLeftCannotComeBackWhereAnExitGivesNothingBack() {
        assertEquals(
                new Refuse(Reason.USED_UP, AT_A_AT_EIGHT),
                scene().passed(GATE_A, EIGHT).passed(WAY_OUT, HALF_PAST).decide(passes().sold()));
    }

    @Test
    void whoLeftComesBackWhereAnExitGivesItBack() {
        Scene scene = reentry(EntryRule.afterExit()).passed(GATE_A, EIGHT);
        assertEquals(new Refuse(Reason.ALREADY_INSIDE, AT_A_AT_EIGHT), scene.decide(passes().sold()));
        assertEquals(new Admit(1, 1), scene.passed(WAY_OUT, HALF_PAST).decide(passes().sold()));
    }

    @Test
    void anExitThatWasOnlyGrantedGivesNothingBack() {
        assertEquals(
                new Refuse(Reason.ALREADY_INSIDE, AT_A_AT_EIGHT),
                reentry(EntryRule.afterExit())
                        .passed(GATE_A, EIGHT)
                        .open(WAY_OUT, HALF_PAST)
                        .decide(passes().sold()));
    }

    @Test
    void comingBackTooSoonIsRefusedToTheSecond() {
        Scene scene = reentry(EntryRule.afterExit().pause(Duration.ofMinutes(10)))
                .passed(GATE_A, EIGHT)
                .passed(WAY_OUT, HALF_PAST);
        Instant free = HALF_PAST.plusSeconds(600);
        assertEquals(
                new Refuse(Reason.TOO_SOON, new Hint.Time(free)),
                scene.at(free.minusSeconds(1)).decide(passes().sold()));
        assertEquals(new Admit(1, 1), scene.at(free).decide(passes().sold()));
    }

    @Test
    void aPauseOfMoreThanAYearIsNoRule() {
        assertEquals(366, EntryRule.ONCE.pause(Duration.ofDays(366)).pause().toDays());
        Duration more = Duration.ofDays(366).plusSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> EntryRule.ONCE.pause(more));
    }

    @Test
    void aDaysLimitCountsFromWhenTheVenuesDayTurns() {
        Instant turn = LocalDate.of(2026, 11, 21)
                .atTime(LocalTime.of(6, 0))
                .atZone(Maguey.ZONE)
                .toInstant();
        EntryRule twiceADay = EntryRule.afterExit().perDay(2);
        Scene yesterday = reentry(twiceADay)
                .passed(GATE_A, turn.minusSeconds(2))
                .passed(WAY_OUT, turn.minusSeconds(1))
                .passed(GATE_A, EIGHT)
                .passed(WAY_OUT, HALF_PAST);
        assertEquals(new Admit(1, 1), yesterday.decide(passes().sold()));
        Scene today = reentry(twiceADay)
                .passed(GATE_A, turn)
                .passed(WAY_OUT, turn.plusSeconds(1))
                .passed(GATE_A, EIGHT)
                .passed(WAY_OUT, HALF_PAST);
        assertEquals(new Refuse(Reason.USED_UP, AT_A_AT_EIGHT), today.decide(passes().sold()));
    }

    @Test
    void aPartyEntersTogetherOrApartUntilEveryoneIsIn() {
        Scene scene = scene();
        for (int ordinal = 1; ordinal <= 4; ordinal++) {
            assertEquals(
                    new Admit(ordinal, 4), scene.decide(passes().admitting(4).sold()));
            scene = scene.passed(ordinal % 2 == 0 ? GATE_B : GATE_A, EIGHT.plusSeconds(ordinal));
        }
        assertEquals(
                new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(GATE_B.gate(), EIGHT.plusSeconds(4))),
                scene.decide(passes().admitting(4).sold()));
    }

    @Test
    void aPartyOfWhomOneLeftHasUsedUpItsEntriesAndIsNotAllInside() {
        Scene scene = scene().passed(GATE_A, EIGHT.minusSeconds(1))
                .passed(GATE_A, EIGHT)
                .passed(WAY_OUT, HALF_PAST);
        assertEquals(
                new Refuse(Reason.USED_UP, AT_A_AT_EIGHT),
                scene.decide(passes().admitting(2).sold()));
    }

    @Test
    void anEntryThatIsGrantedElsewhereAndNotSettledIsInDoubt() {
        assertEquals(
                new Refer(Cause.IN_DOUBT, AT_A_AT_EIGHT),
                scene().open(GATE_A, EIGHT).before(GATE_B).decide(passes().sold()));
    }

    @Test
    void theDoubtIsAboutTheEntryThatIsOpenWhateverCameAfterIt() {
        assertEquals(
                new Refer(Cause.IN_DOUBT, AT_A_AT_EIGHT),
                scene().open(GATE_A, EIGHT)
                        .passed(GATE_B, HALF_PAST)
                        .decide(passes().admitting(2).sold()));
    }

    @Test
    void aRefusalNamesTheGateAndTheTimeOfTheEntryInTheWay() {
        Decision refused = scene().passed(GATE_A, EIGHT).decide(passes().sold());
        assertEquals(Optional.of(GATE_A.gate()), refused.gate());
        assertEquals(Optional.of(EIGHT), refused.at());
        Decision doubted = scene().open(GATE_A, EIGHT).decide(passes().sold());
        assertEquals(Optional.of(GATE_A.gate()), doubted.gate());
        Decision admitted = scene().decide(passes().sold());
        assertEquals(Optional.empty(), admitted.gate());
        assertEquals(Optional.empty(), admitted.at());
    }

    @Test
    void aSettledEntryIsNoDoubtWhateverElseIsOpen() {
        Scene scene = scene().passed(GATE_A, EIGHT).open(GATE_B, HALF_PAST);
        assertEquals(Cause.IN_DOUBT, ((Refer) scene.decide(passes().admitting(2).sold())).cause());
        assertEquals(Reason.ALREADY_INSIDE, ((Refuse) scene.decide(passes().sold())).reason());
    }

    @Test
    void anOpenEntryCountsForThePartysOrdinal() {
        assertEquals(
                new Admit(2, 2),
                scene().open(GATE_A, EIGHT).decide(passes().admitting(2).sold()));
    }

    @Test
    void aDaysLimitIsForEachOfAParty() {
        Scene scene = reentry(EntryRule.afterExit().perDay(1));
        for (int ordinal = 1; ordinal <= 3; ordinal++) {
            assertEquals(
                    new Admit(ordinal, 3), scene.decide(passes().admitting(3).sold()));
            scene = scene.passed(GATE_A, EIGHT.minusSeconds(3 - ordinal));
        }
        assertEquals(
                new Refuse(Reason.USED_UP, AT_A_AT_EIGHT),
                scene.passed(WAY_OUT, HALF_PAST).decide(passes().admitting(3).sold()));
    }

    @Test
    void whoHasNeverBeenInDoesNotWaitForOneOfTheirPartyWhoLeft() {
        Scene scene = reentry(EntryRule.afterExit().pause(Duration.ofHours(1)))
                .passed(GATE_A, EIGHT)
                .passed(WAY_OUT, HALF_PAST);
        assertEquals(new Admit(1, 2), scene.decide(passes().admitting(2).sold()));
        Scene bothWereIn = scene.passed(GATE_A, EIGHT.plusSeconds(1));
        assertEquals(
                new Refuse(Reason.TOO_SOON, new Hint.Time(HALF_PAST.plusSeconds(3_600))),
                bothWereIn.decide(passes().admitting(2).sold()));
    }

    @Test
    void leavingWithoutHavingComeInGivesNoEntry() {
        Scene scene = reentry(EntryRule.afterExit()).passed(WAY_OUT, EIGHT.minusSeconds(1));
        assertEquals(new Admit(1, 1), scene.decide(passes().sold()));
        assertEquals(
                new Refuse(Reason.ALREADY_INSIDE, AT_A_AT_EIGHT),
                scene.passed(GATE_A, EIGHT).decide(passes().sold()));
    }

    @Test
    void whoEntersAndLeavesInTheSameInstantHasLeft() {
        Scene scene = reentry(EntryRule.afterExit()).passed(WAY_OUT, EIGHT).passed(GATE_A, EIGHT);
        assertEquals(new Admit(1, 1), scene.decide(passes().sold()));
    }

    @Test
    void anEntryInDoubtRefusesNobodyByADaysLimitOrAPause() {
        Refer inDoubt = new Refer(Cause.IN_DOUBT, AT_A_AT_EIGHT);
        EntryRule onceADay = EntryRule.ONCE.perDay(1);
        EntryRule rarely = EntryRule.ONCE.pause(Duration.ofHours(2));
        for (EntryRule rule : List.of(onceADay, rarely)) {
            Scene granted = reentry(rule).open(GATE_A, EIGHT);
            assertEquals(inDoubt, granted.decide(passes().unlimited().sold()));
            assertEquals(
                    new Admit(1, 0), reentry(rule).decide(passes().unlimited().sold()));
        }
        assertEquals(
                inDoubt,
                reentry(EntryRule.afterExit().perDay(1))
                        .open(GATE_A, EIGHT)
                        .passed(WAY_OUT, HALF_PAST)
                        .decide(passes().sold()));
    }

    @Test
    void aDaysLimitThatIsReachedForCertainNamesTheEntryThatIsCertain() {
        assertEquals(
                new Refuse(Reason.USED_UP, AT_A_AT_EIGHT),
                reentry(EntryRule.ONCE.perDay(1))
                        .passed(GATE_A, EIGHT)
                        .open(GATE_B, HALF_PAST)
                        .decide(passes().unlimited().sold()));
    }

    @Test
    void noPauseFollowsAnExitThatWasOnlyGranted() {
        assertEquals(
                new Admit(2, 2),
                reentry(EntryRule.afterExit().pause(Duration.ofHours(1)))
                        .passed(GATE_A, EIGHT)
                        .open(WAY_OUT, HALF_PAST)
                        .decide(passes().admitting(2).sold()));
    }

    @Test
    void aPauseThatEndsWithinTheDoubtOfTheClockIsUncertainWhateverIsOpen() {
        Scene scene = reentry(EntryRule.ONCE.pause(Duration.ofMinutes(30)))
                .passed(GATE_A, HALF_PAST)
                .open(GATE_B, HALF_PAST.plusSeconds(60));
        assertEquals(
                new Refer(Cause.CLOCK_UNTRUSTED),
                scene.between(NINE.minusSeconds(1), NINE)
                        .decide(passes().unlimited().sold()));
    }

    @Test
    void anUnlimitedPassEntersAsOftenAsItLikes() {
        Scene scene = scene().passed(GATE_A, EIGHT).passed(GATE_B, HALF_PAST);
        assertEquals(new Admit(3, 0), scene.decide(passes().unlimited().sold()));
    }

    @Test
    void anUnlimitedPassKeepsItsPauseAndItsDaysLimit() {
        Scene paused = reentry(EntryRule.ONCE.pause(Duration.ofMinutes(5))).passed(GATE_A, EIGHT);
        Instant free = EIGHT.plusSeconds(300);
        assertEquals(
                new Refuse(Reason.TOO_SOON, new Hint.Time(free)),
                paused.at(free.minusSeconds(1)).decide(passes().unlimited().sold()));
        assertEquals(
                new Admit(2, 0), paused.at(free).decide(passes().unlimited().sold()));
        assertEquals(
                new Refuse(Reason.USED_UP, AT_A_AT_EIGHT),
                reentry(EntryRule.ONCE.perDay(1))
                        .passed(GATE_A, EIGHT)
                        .decide(passes().unlimited().sold()));
    }

    @Test
    void moreEntriesThanThePassAdmitsStillAnswerAlreadyInside() {
        assertEquals(
                new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(GATE_B.gate(), HALF_PAST)),
                scene().passed(GATE_A, EIGHT).passed(GATE_B, HALF_PAST).decide(passes().sold()));
    }

    @Test
    void usesAreReadInTheOrderOfTimeWhateverOrderTheyCameIn() {
        assertEquals(
                new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(GATE_B.gate(), HALF_PAST)),
                scene().passed(GATE_B, HALF_PAST).passed(GATE_A, EIGHT).decide(passes().sold()));
    }

    private static Scene reentry(EntryRule rule) {
        return scene().sheet(Maguey.sheet().entryRule(rule)).at(NINE);
    }
}
