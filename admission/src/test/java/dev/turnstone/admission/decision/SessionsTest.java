package dev.turnstone.admission.decision;

import static dev.turnstone.admission.testing.Passes.passes;
import static dev.turnstone.admission.testing.Scene.scene;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.sheet.Session;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.sheet.Window;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Scene;
import dev.turnstone.admission.venue.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event with an early and a late sitting, an hour apart; tier 0 is for the early one, tier 1 for both. */
class SessionsTest {
    private static final Window EARLY = new Window(Maguey.OPENS, Maguey.OPENS.plus(Duration.ofHours(3)));
    private static final Window LATE = new Window(Maguey.OPENS.plus(Duration.ofHours(4)), Maguey.CLOSES);
    private static final SessionId FIRST = new SessionId("early");
    private static final Tier ONE = Tier.of(0, "one sitting").in(FIRST);
    private static final Tier BOTH = Tier.of(1, "both");

    @Test
    void aPassOfOneSittingEntersFromItsFirstSecondToItsLast() {
        assertEquals(notYet(EARLY.from()), decide(0, EARLY.from().minusSeconds(1)));
        assertEquals(new Admit(1, 1), decide(0, EARLY.from()));
        assertEquals(new Admit(1, 1), decide(0, EARLY.until().minusSeconds(1)));
        assertEquals(new Refuse(Reason.EXPIRED, new Hint.Time(EARLY.until())), decide(0, EARLY.until()));
        assertEquals(new Refuse(Reason.EXPIRED, new Hint.Time(EARLY.until())), decide(0, LATE.from()));
    }

    @Test
    void aPassOfBothIsToldWhenTheNextBegins() {
        assertEquals(new Admit(1, 1), decide(1, EARLY.until().minusSeconds(1)));
        assertEquals(notYet(LATE.from()), decide(1, EARLY.until()));
        assertEquals(notYet(LATE.from()), decide(1, LATE.from().minusSeconds(1)));
        assertEquals(new Admit(1, 1), decide(1, LATE.from()));
    }

    @Test
    void aTiersWindowHoldsWithinItsSitting() {
        Window lastHour =
                new Window(EARLY.until().minusSeconds(3_600), LATE.from().plusSeconds(3_600));
        Scene scene = scene().sheet(sheet(ONE.during(lastHour)));
        assertEquals(notYet(lastHour.from()), scene.at(EARLY.from()).decide(passes().sold()));
        assertEquals(new Admit(1, 1), scene.at(lastHour.from()).decide(passes().sold()));
        assertEquals(
                new Refuse(Reason.EXPIRED, new Hint.Time(EARLY.until())),
                scene.at(LATE.from()).decide(passes().sold()));
    }

    @Test
    void aClockThatMayStandBeforeOrAfterTheEndIsNotTrusted() {
        Scene scene = scene().sheet(sheet(ONE));
        assertEquals(
                new Refer(Cause.CLOCK_UNTRUSTED),
                scene.between(EARLY.until().minusSeconds(1), EARLY.until()).decide(passes().sold()));
        assertEquals(
                new Admit(1, 1),
                scene.between(EARLY.until().minusSeconds(9), EARLY.until().minusSeconds(1))
                        .decide(passes().sold()));
    }

    @Test
    void liveCodesChangeByTheOnlySittingsSchedule() {
        LiveSchedule ofSession = LiveSchedule.usual(EARLY.from().minus(Duration.ofHours(1)));
        Sheet sheet = Maguey.sheet()
                .sessions(List.of(
                        Session.of(FIRST, "Early", EARLY).live(ofSession),
                        Session.of(new SessionId("late"), "Late", LATE)))
                .tiers(List.of(ONE, BOTH));
        assertEquals(ofSession, sheet.liveOf(ONE).orElseThrow());
        assertEquals(Maguey.LIVE, sheet.liveOf(BOTH).orElseThrow());
        LiveSchedule own = LiveSchedule.usual(Maguey.OPENS.minus(Duration.ofHours(2)));
        assertEquals(own, sheet.liveOf(ONE.live(own)).orElseThrow());
        Instant now = EARLY.from().plusSeconds(60);
        Scene scene = scene().sheet(sheet).at(now);
        assertEquals(new Admit(1, 1), scene.decide(passes().liveAt((int) ofSession.stepAt(now))));
        assertEquals(new Refuse(Reason.STALE_CODE), scene.decide(passes().liveAt((int) Maguey.LIVE.stepAt(now))));
    }

    private static Decision decide(int tier, Instant now) {
        return scene().sheet(sheet(ONE, BOTH))
                .at(now)
                .decide(passes().tier(tier).sold());
    }

    private static Sheet sheet(Tier... tiers) {
        return Maguey.sheet()
                .sessions(List.of(Session.of(FIRST, "Early", EARLY), Session.of(new SessionId("late"), "Late", LATE)))
                .tiers(List.of(tiers));
    }

    private static Refuse notYet(Instant from) {
        return new Refuse(Reason.NOT_YET, new Hint.Time(from));
    }
}
