package dev.turnstone.admission.decision;

import static dev.turnstone.admission.testing.Maguey.CLOSES;
import static dev.turnstone.admission.testing.Maguey.GATE_A;
import static dev.turnstone.admission.testing.Maguey.GATE_B;
import static dev.turnstone.admission.testing.Maguey.NINE;
import static dev.turnstone.admission.testing.Maguey.OPENS;
import static dev.turnstone.admission.testing.Maguey.WAY_OUT;
import static dev.turnstone.admission.testing.Passes.passes;
import static dev.turnstone.admission.testing.Scene.scene;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.pass.LiveCode;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.sheet.Window;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every refusal that does not count uses, one second either side. */
class AdmissionRulesTest {
    private static final Admit FIRST_OF_ONE = new Admit(1, 1);

    @Test
    void aPassOfTonightIsAdmitted() {
        assertEquals(FIRST_OF_ONE, scene().decide(passes().sold()));
    }

    @Test
    void doorsOpenToTheSecond() {
        assertEquals(
                new Refuse(Reason.NOT_YET, new Hint.Time(OPENS)),
                scene().at(OPENS.minusSeconds(1)).decide(passes().sold()));
        assertEquals(FIRST_OF_ONE, scene().at(OPENS).decide(passes().sold()));
    }

    @Test
    void doorsCloseToTheSecond() {
        assertEquals(FIRST_OF_ONE, scene().at(CLOSES.minusSeconds(1)).decide(passes().sold()));
        assertEquals(
                new Refuse(Reason.EXPIRED, new Hint.Time(CLOSES)),
                scene().at(CLOSES).decide(passes().sold()));
    }

    @Test
    void aKeyCountsWithinItsWindowToTheSecond() {
        Instant until = NINE.plusSeconds(10);
        Instant from = NINE.minusSeconds(10);
        Genuine genuine =
                new Genuine(passes().sold(), new EventKey(Maguey.EVENT, Maguey.SIGNER.publicKey(), from, until));
        assertEquals(
                new Refuse(Reason.NOT_YET, new Hint.Time(from)),
                scene().at(from.minusSeconds(1)).decide(genuine));
        assertEquals(FIRST_OF_ONE, scene().at(from).decide(genuine));
        assertEquals(FIRST_OF_ONE, scene().at(until.minusSeconds(1)).decide(genuine));
        assertEquals(
                new Refuse(Reason.EXPIRED, new Hint.Time(until)),
                scene().at(until).decide(genuine));
    }

    @Test
    void aTierEntersWithinItsWindowsToTheSecond() {
        Window early = new Window(OPENS, OPENS.plusSeconds(3600));
        Window late = new Window(NINE, NINE.plusSeconds(3600));
        Scene scene = scene().sheet(Maguey.sheet(Tier.of(0, "Early or late").during(early, late)));
        assertEquals(FIRST_OF_ONE, scene.at(early.until().minusSeconds(1)).decide(passes().sold()));
        assertEquals(
                new Refuse(Reason.NOT_YET, new Hint.Time(late.from())),
                scene.at(early.until()).decide(passes().sold()));
        assertEquals(
                new Refuse(Reason.NOT_YET, new Hint.Time(late.from())),
                scene.at(late.from().minusSeconds(1)).decide(passes().sold()));
        assertEquals(FIRST_OF_ONE, scene.at(late.from()).decide(passes().sold()));
        assertEquals(
                new Refuse(Reason.EXPIRED, new Hint.Time(late.until())),
                scene.at(late.until()).decide(passes().sold()));
    }

    @Test
    void aTierOfOtherGatesIsToldWhere() {
        Scene scene = scene().sheet(Maguey.sheet(Tier.of(0, "VIP").onlyAt(GATE_B.gate())));
        assertEquals(
                new Refuse(Reason.WRONG_GATE, new Hint.Gates(List.of(GATE_B.gate()))),
                scene.before(GATE_A).decide(passes().sold()));
        assertEquals(FIRST_OF_ONE, scene.before(GATE_B).decide(passes().sold()));
    }

    @Test
    void aRevokedPassIsRefused() {
        assertEquals(
                new Refuse(Reason.REVOKED),
                scene().standing(new Standing.Revoked()).decide(passes().sold()));
    }

    @Test
    void aBlockedPassIsRefusedWithTheNoteThatStaffLeft() {
        assertEquals(
                new Refuse(Reason.BLOCKED, new Hint.Note("ask for Ana")),
                scene().standing(new Standing.Blocked("ask for Ana")).decide(passes().sold()));
    }

    @Test
    void aVersionBelowTheHighestSeenIsRefused() {
        Scene seenTwo = scene().history(History.EMPTY.seenVersion(2));
        assertEquals(
                new Refuse(Reason.REISSUED), seenTwo.decide(passes().version(1).sold()));
        assertEquals(FIRST_OF_ONE, seenTwo.decide(passes().version(2).sold()));
        assertEquals(FIRST_OF_ONE, seenTwo.decide(passes().version(3).sold()));
    }

    @Test
    void aLiveCodeIsAcceptedOneStepEitherSideToTheSecond() {
        int step = 200;
        Instant start = Maguey.LIVE.startOf(step);
        Pass pass = passes().liveAt(step);
        assertEquals(
                new Refuse(Reason.STALE_CODE),
                scene().at(start.minusSeconds(31)).decide(pass));
        assertEquals(FIRST_OF_ONE, scene().at(start.minusSeconds(30)).decide(pass));
        assertEquals(FIRST_OF_ONE, scene().at(start.plusSeconds(59)).decide(pass));
        assertEquals(
                new Refuse(Reason.STALE_CODE), scene().at(start.plusSeconds(60)).decide(pass));
    }

    @Test
    void aLivePassWithoutItsCodeIsStale() {
        assertEquals(new Refuse(Reason.STALE_CODE), scene().decide(passes().bareLive()));
    }

    @Test
    void anotherPassesCodeIsStale() {
        int step = (int) Maguey.LIVE.stepAt(NINE);
        LiveCode stolen = passes().numbered(7).chain().codeAt(step);
        assertEquals(
                new Refuse(Reason.STALE_CODE),
                scene().decide(passes().bareLive().withCode(stolen)));
    }

    @Test
    void aCodeBeforeTheLastOneVerifiedIsStaleEvenWithinItsTime() {
        int step = (int) Maguey.LIVE.stepAt(NINE);
        Scene seen = scene().history(History.EMPTY.verified(passes().chain().codeAt(step)));
        assertEquals(new Refuse(Reason.STALE_CODE), seen.decide(passes().liveAt(step - 1)));
        assertEquals(FIRST_OF_ONE, seen.decide(passes().liveAt(step)));
        assertEquals(FIRST_OF_ONE, seen.decide(passes().liveAt(step + 1)));
    }

    @Test
    void aStaticPassIsStaleWhereItsTierRequiresLiveCodes() {
        Scene scene = scene().sheet(Maguey.sheet(Tier.of(0, "GA").requiringLive()));
        assertEquals(new Refuse(Reason.STALE_CODE), scene.decide(passes().sold()));
        assertEquals(FIRST_OF_ONE, scene.decide(passes().liveAt((int) Maguey.LIVE.stepAt(NINE))));
    }

    @Test
    void aTiersOwnLiveScheduleGoesBeforeTheSheets() {
        LiveSchedule other = LiveSchedule.usual(NINE.minusSeconds(300));
        Scene scene = scene().sheet(Maguey.sheet(Tier.of(0, "GA").live(other)));
        assertEquals(FIRST_OF_ONE, scene.decide(passes().liveAt(10)));
    }

    @Test
    void aFullHouseTakesNobodyUntilSomebodyLeaves() {
        assertEquals(new Refuse(Reason.FULL), scene().headroom(0).decide(passes().sold()));
        assertEquals(new Refuse(Reason.FULL), scene().headroom(-1).decide(passes().sold()));
        assertEquals(FIRST_OF_ONE, scene().headroom(1).decide(passes().sold()));
    }

    @Test
    void aTierThatTheSheetDoesNotKnowIsForStaff() {
        assertEquals(new Refer(Cause.NO_SHEET), scene().decide(passes().tier(9).sold()));
    }

    @Test
    void aSheetWithARuleThatThisVersionDoesNotKnowIsForStaff() {
        Sheet newer = Maguey.sheet().requiring("moon-phase");
        assertEquals(new Refer(Cause.NO_SHEET), scene().sheet(newer).decide(passes().sold()));
    }

    @Test
    void aLivePassWithoutAScheduleIsForStaff() {
        Sheet without = Sheet.of(Maguey.EVENT, 1, "n", "v", Maguey.ZONE, OPENS, CLOSES, List.of(Tier.of(0, "GA")));
        assertEquals(new Refer(Cause.NO_SHEET), scene().sheet(without).decide(passes().liveAt(5)));
    }

    @Test
    void theWayOutIsNeverRefusedToAGenuinePass() {
        Scene worst = scene().before(WAY_OUT)
                .at(CLOSES.plusSeconds(7200))
                .standing(new Standing.Revoked())
                .headroom(0);
        assertEquals(new Admit(0, 1), worst.decide(passes().sold()));
    }

    @Test
    void theWayOutNeedsNoSheetAndNoTier() {
        assertEquals(
                new Admit(0, 1), scene().before(WAY_OUT).decide(passes().tier(9).sold()));
    }

    @Test
    void theFirstRuleThatHasSomethingToSayDecides() {
        Passes pass = passes().version(1);
        Tier elsewhere = Tier.of(0, "VIP").requiringLive().onlyAt(GATE_B.gate());
        Scene scene = scene().sheet(Maguey.sheet(elsewhere)).headroom(0).passed(GATE_B, Scene.ago(Duration.ofHours(1)));
        Scene reissued = scene.history(scene.history().seenVersion(2));
        Scene revoked = reissued.standing(new Standing.Revoked());

        assertEquals(Reason.EXPIRED, reason(revoked.at(CLOSES), pass.sold()));
        assertEquals(Reason.REVOKED, reason(revoked, pass.sold()));
        assertEquals(Reason.REISSUED, reason(reissued, pass.sold()));
        assertEquals(Reason.STALE_CODE, reason(scene, pass.sold()));
        Pass live = pass.liveAt((int) Maguey.LIVE.stepAt(NINE));
        assertEquals(Reason.WRONG_GATE, reason(scene, live));
        assertEquals(Reason.FULL, reason(scene.before(GATE_B), live));
        assertEquals(Reason.ALREADY_INSIDE, reason(scene.before(GATE_B).headroom(1), live));
    }

    private static Reason reason(Scene scene, Pass pass) {
        return ((Refuse) scene.decide(pass)).reason();
    }
}
