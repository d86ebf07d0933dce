package dev.turnstone.admission.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.sheet.SheetReview.Fault;
import dev.turnstone.admission.sheet.SheetReview.Finding;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SheetReviewTest {
    private static final Duration STEP = LiveSchedule.USUAL_STEP;
    /** The latest epoch that there may be. */
    private static final Instant LATEST = Maguey.OPENS.minus(STEP.multipliedBy(2));

    private static final Tier LIVE_ONLY = Tier.of(0, "GA").requiringLive();

    @Test
    void aSoundSheetMayBeSigned() {
        assertEquals(List.of(), SheetReview.of(sheet(1, LATEST), Optional.empty()));
        assertEquals(List.of(), SheetReview.of(sheet(2, LATEST), Optional.of(sheet(1, LATEST))));
        assertEquals(List.of(), SheetReview.of(sheet(2, LATEST.minusSeconds(1)), Optional.of(sheet(1, LATEST))));
    }

    @Test
    void anEpochLiesAtLeastTwoStepsBeforeDoors() {
        assertEquals(
                List.of(ofTier(Fault.EPOCH_TOO_LATE)),
                SheetReview.of(sheet(1, LATEST.plusSeconds(1)), Optional.empty()));
    }

    @Test
    void anEpochThatMovesLaterNeedsReissue() {
        Sheet before = sheet(1, LATEST.minusSeconds(1));
        assertEquals(List.of(ofTier(Fault.EPOCH_MOVED_LATER)), SheetReview.of(sheet(2, LATEST), Optional.of(before)));
    }

    @Test
    void stepsOfAnotherLengthOrNumberNeedReissue() {
        Sheet before = sheet(1, LATEST);
        Sheet slower = sheet(2, LATEST)
                .live(new LiveSchedule(LATEST.minus(STEP.multipliedBy(2)), STEP.multipliedBy(2), 1_440));
        assertEquals(List.of(ofTier(Fault.STEPS_CHANGED)), SheetReview.of(slower, Optional.of(before)));
        Sheet longer = sheet(2, LATEST).live(new LiveSchedule(LATEST, STEP, 1_441));
        assertEquals(List.of(ofTier(Fault.STEPS_CHANGED)), SheetReview.of(longer, Optional.of(before)));
    }

    @Test
    void aChainLastsUntilTheTiersLastHour() {
        int steps = (int) Duration.between(LATEST, Maguey.CLOSES).dividedBy(STEP);
        Sheet enough = sheet(1, LATEST).live(new LiveSchedule(LATEST, STEP, steps));
        assertEquals(List.of(), SheetReview.of(enough, Optional.empty()));
        Sheet tooShort = sheet(1, LATEST).live(new LiveSchedule(LATEST, STEP, steps - 2));
        assertEquals(List.of(ofTier(Fault.CHAIN_TOO_SHORT)), SheetReview.of(tooShort, Optional.empty()));
    }

    @Test
    void aTierOfOneNightIsHeldToThatNightsHours() {
        Session late = Session.of(new SessionId("late"), "Late", new Window(Maguey.NINE, Maguey.CLOSES))
                .live(LiveSchedule.usual(Maguey.NINE.minus(STEP.multipliedBy(2))));
        Sheet sheet = sheet(1, LATEST).sessions(List.of(late)).tiers(List.of(LIVE_ONLY.in(late.id())));
        assertEquals(List.of(), SheetReview.of(sheet, Optional.empty()));
    }

    @Test
    void liveCodesNeedASchedule() {
        Sheet without = Sheet.of(
                Maguey.EVENT,
                1,
                "n",
                "v",
                Maguey.ZONE,
                Maguey.OPENS,
                Maguey.CLOSES,
                List.of(LIVE_ONLY, Tier.of(1, "paper")));
        assertEquals(List.of(ofTier(Fault.NO_SCHEDULE)), SheetReview.of(without, Optional.empty()));
    }

    @Test
    void aNumberRisesWithinOneEvent() {
        Finding number = new Finding(Fault.NUMBER_NOT_HIGHER, Optional.empty());
        assertEquals(List.of(number), SheetReview.of(sheet(2, LATEST), Optional.of(sheet(2, LATEST))));
        Sheet other = Sheet.of(new EventId("other"), 1, "n", "v", Maguey.ZONE, Maguey.OPENS, Maguey.CLOSES, List.of());
        assertEquals(
                List.of(new Finding(Fault.OTHER_EVENT, Optional.empty())),
                SheetReview.of(sheet(2, LATEST), Optional.of(other)));
    }

    private static Sheet sheet(long number, Instant epoch) {
        return Sheet.of(Maguey.EVENT, number, "n", "v", Maguey.ZONE, Maguey.OPENS, Maguey.CLOSES, List.of(LIVE_ONLY))
                .live(LiveSchedule.usual(epoch));
    }

    private static Finding ofTier(Fault fault) {
        return new Finding(fault, Optional.of(0));
    }
}
