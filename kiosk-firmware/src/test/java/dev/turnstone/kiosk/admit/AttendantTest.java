package dev.turnstone.kiosk.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Ruling;
import dev.turnstone.admission.sheet.OfflinePolicy;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.kiosk.guest.Face.Mood;
import dev.turnstone.kiosk.guest.Faces;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttendantTest {
    private static final Messages.Texts ENGLISH = Messages.bundle("kiosk").in(Language.EN);
    private final Passes passes = new Passes();
    private final Lobby lobby = new Lobby(passes);

    @Test
    void aGuestWhomTheHubGrantsWalksThroughAndTheJournalSaysSo() {
        lobby.shows(passes.pass(1));
        lobby.written();
        assertEquals(Mood.READING, lobby.face().mood());
        lobby.hubSays(new Admit(1, 1));

        assertEquals(Mood.WELCOME, lobby.face().mood());
        assertTrue(lobby.attendant.attending());
        lobby.walks();

        assertFalse(lobby.attendant.attending());
        assertEquals(new Fact.Outcome(lobby.seq(), Basis.HUB, Passage.COMPLETED), lobby.endings.getLast());
        assertEquals(1, lobby.grants);
    }

    /** A lane whose loop died in a grant never said how it ended, and the gate welcomed nobody else that night. */
    @Test
    void aLaneThatNeverSaysHowAGrantEndedDoesNotHoldUpTheNextGuest() {
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.hubSays(new Admit(1, 1));
        lobby.after(Attendant.GRANT_ENDS_WITHIN.minusMillis(1));
        assertTrue(lobby.attendant.attending());
        lobby.after(Duration.ofMillis(1));

        assertFalse(lobby.attendant.attending());
        assertEquals(new Fact.Outcome(lobby.seq(), Basis.HUB, Passage.UNKNOWN), lobby.endings.getLast());
        assertEquals(Mood.STAFF, lobby.face().mood());
    }

    @Test
    void aLaneThatIsClosedHeldOpenOrBlindSaysSoWhileNobodyIsThere() {
        lobby.lane(LaneState.LOCKED, LaneState.OUT_OF_SERVICE);
        assertEquals(Faces.OUT_OF_SERVICE, lobby.face());
        lobby.lane(LaneState.OUT_OF_SERVICE, LaneState.HELD_OPEN);
        assertEquals(Faces.OPEN, lobby.face());
        lobby.lane(LaneState.HELD_OPEN, LaneState.LOCKED);
        assertEquals(Faces.IDLE, lobby.face());
        lobby.attendant.blind(true);
        assertEquals(Faces.BLIND, lobby.face());
        lobby.attendant.blind(false);
        assertEquals(Faces.IDLE, lobby.face());
    }

    @Test
    void anAnswerIsReadToItsEndBeforeTheScreenSaysThatTheLaneIsClosed() {
        lobby.shows("not a pass at all");
        lobby.lane(LaneState.LOCKED, LaneState.FAULTED);
        assertEquals(Mood.REFUSED, lobby.face().mood());
        lobby.after(Announcer.ANSWER_STAYS);
        assertEquals(Faces.OUT_OF_SERVICE, lobby.face());
    }

    @Test
    void anEmergencyIsShownOverEveryAnswerAndUntilItIsReset() {
        lobby.shows("not a pass at all");
        lobby.attendant.laneEvent(new LaneEvent.FireAlarm(LaneEvent.Alarm.PERSON, 0), lobby.now());
        lobby.lane(LaneState.LOCKED, LaneState.FREE);
        assertEquals(Faces.EMERGENCY, lobby.face());
        lobby.attendant.laneEvent(new LaneEvent.FireReset(0), lobby.now());
        lobby.lane(LaneState.FREE, LaneState.LOCKED);
        assertEquals(Faces.IDLE, lobby.face());
    }

    @Test
    void staffLetInAReferredGuestAndTheJournalSaysWhoAndWhyBeforeTheLaneOpens() {
        lobby.hubAway();
        lobby.sheetKnown = false;
        lobby.shows(passes.pass(1));
        lobby.written();
        Case guest = lobby.standing.getLast();
        assertEquals(new Refer(Cause.NO_SHEET), guest.decision());

        lobby.verdict(guest, new Verdict.Kind.LetIn(1));
        Fact.Ruled ruled = (Fact.Ruled) lobby.endings.getLast();
        assertEquals(new Fact.Ruled(lobby.seq(), guest.shown(), "ana", Ruling.ADMITTED, "knows the band"), ruled);
        assertEquals(0, lobby.grants, "the intent is not on the disk yet");
        lobby.written();
        assertEquals(1, lobby.grants);
        assertEquals(Mood.WELCOME, lobby.face().mood());
        lobby.walks();
        assertEquals(new Fact.Outcome(ruled.seq(), Basis.STAFF, Passage.COMPLETED), lobby.endings.getLast());
        assertEquals(0, lobby.claims);
    }

    @Test
    void staffLetInThreeOfAPartyOneAfterTheOtherAndStopWhenNobodyWalks() {
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.hubSays(new Refer(Cause.IN_DOUBT));
        lobby.verdict(lobby.standing.getLast(), new Verdict.Kind.LetIn(3));
        lobby.written();
        assertEquals("1 of 3", lobby.face().detail().in(ENGLISH));
        lobby.walks();
        lobby.written();
        assertEquals("2 of 3", lobby.face().detail().in(ENGLISH));
        assertEquals(2, lobby.grants);
        lobby.nobodyWalks();
        lobby.after(Announcer.ANSWER_STAYS);

        assertEquals(2, lobby.grants);
        assertFalse(lobby.attendant.attending());
    }

    @Test
    void somebodyWithoutAPassIsLetInByStaffUsesNoneAndIsCounted() {
        lobby.shows("a code of another house");
        lobby.verdict(lobby.standing.getLast(), new Verdict.Kind.LetIn(1));
        assertEquals(1, lobby.grants);
        lobby.walks();

        Fact.Crossed crossed = (Fact.Crossed) lobby.endings.getLast();
        assertEquals(Crossing.BY_HAND, crossed.how());
        assertEquals(lobby.seq(), crossed.seq());
    }

    @Test
    void aHeldPassIsReferredHereUntilStaffReleaseItWhateverTheHubWouldSay() {
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.hubSays(new Refer(Cause.IN_DOUBT));
        Case guest = lobby.standing.getLast();
        lobby.verdict(guest, new Verdict.Kind.Hold());
        lobby.shows(passes.pass(1));

        assertEquals(
                new Refer(Cause.MANUAL, new Hint.Note("knows the band")),
                lobby.turnedAway().decision());
        assertEquals(1, lobby.claims);
        lobby.verdict(guest, new Verdict.Kind.Release());
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.hubSays(new Admit(1, 1));
        assertEquals(1, lobby.grants);
    }

    @Test
    void anEntryThatStaffGiveBackIsThereAgain() {
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.written();
        PresentationId entry = lobby.current();
        lobby.walks();
        lobby.attendant.verdict(
                new Verdict(
                        entry,
                        Optional.of(lobby.intents.getLast().shown()),
                        "ana",
                        "went home",
                        new Verdict.Kind.GiveBack()),
                lobby.now());
        assertEquals(Ruling.GIVEN_BACK, ((Fact.Ruled) lobby.endings.getLast()).ruling());
        lobby.after(Announcer.ANSWER_STAYS);
        lobby.shows(passes.pass(1));
        lobby.written();

        assertEquals(2, lobby.grants);
    }

    @Test
    void staffWhoAskToLookFirstSeeThePassBeforeAnythingIsDecided() {
        lobby.attendant.lookFirst(true);
        lobby.shows(passes.pass(1));

        assertEquals(new Admit(1, 1), lobby.standing.getLast().decision());
        assertEquals(new Refer(Cause.MANUAL), lobby.turnedAway().decision());
        assertEquals(0, lobby.claims);
        assertFalse(lobby.attendant.attending());
        lobby.shows(passes.pass(1));
        assertTrue(lobby.attendant.attending(), "only the next one");
    }

    @Test
    void theBarrierStaysLockedUntilTheIntentIsOnTheDisk() {
        lobby.shows(passes.pass(1));
        lobby.hubSays(new Admit(1, 1));

        assertEquals(0, lobby.grants);
        lobby.written();
        assertEquals(1, lobby.grants);
    }

    @Test
    void anIntentThatCannotBeWrittenIsReferredAndNeverCalledInvalid() {
        lobby.shows(passes.pass(1));
        lobby.hubSays(new Admit(1, 1));
        lobby.attendant.unrecorded(lobby.current(), lobby.now());

        assertEquals(Mood.STAFF, lobby.face().mood());
        assertEquals(0, lobby.grants);
        assertEquals(new Refer(Cause.STORAGE_FAULT), lobby.turnedAway().decision());
    }

    @Test
    void aDiskThatDoesNotAnswerIsWaitedForOnlySoLong() {
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.after(Attendant.WAIT_FOR_DISK);

        assertEquals(Mood.STAFF, lobby.face().mood());
        assertFalse(lobby.attendant.attending());
    }

    @Test
    void cutOffAGuestWhomAnotherGateLetInIsReferredAndOneWhoseEntryWasGivenBackIsNot() {
        lobby.attendant.told(List.of(lobby.usage(1, "gate-b"), lobby.usage(2)));
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.written();
        assertEquals(Cause.OFFLINE_POLICY, ((Refer) lobby.turnedAway().decision()).cause());
        assertEquals(0, lobby.grants);

        lobby.after(Announcer.ANSWER_STAYS);
        lobby.shows(passes.pass(2));
        lobby.written();
        assertEquals(1, lobby.grants);
    }

    @Test
    void withTheLinkDownTheGateDecidesAtOnceByThePolicyOfTheTier() {
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.written();

        assertEquals(Mood.WELCOME, lobby.face().mood());
        assertEquals(0, lobby.claims);
        lobby.walks();
        assertEquals(new Fact.Outcome(lobby.seq(), Basis.ALONE, Passage.COMPLETED), lobby.endings.getLast());
    }

    @Test
    void aHubThatIsSlowMakesAMomentAfterAWhileAndThePolicyDecidesAfterASecond() {
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.after(Duration.ofMillis(149));
        assertEquals(Mood.READING, lobby.face().mood());
        lobby.after(Duration.ofMillis(1));
        assertEquals(Mood.MOMENT, lobby.face().mood());
        lobby.after(Duration.ofMillis(849));
        assertEquals(0, lobby.grants);
        lobby.after(Duration.ofMillis(1));

        assertEquals(Mood.WELCOME, lobby.face().mood());
        assertEquals(1, lobby.claims);
    }

    @Test
    void anAnswerThatComesTooLateChangesNothing() {
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.after(Attendant.WAIT_FOR_HUB);
        lobby.hubSays(new Refuse(Reason.REVOKED));

        assertEquals(Mood.WELCOME, lobby.face().mood());
        assertEquals(1, lobby.grants);
        lobby.walks();
        assertEquals(new Fact.Outcome(lobby.seq(), Basis.ALONE, Passage.COMPLETED), lobby.endings.getLast());
    }

    @Test
    void aHubThatCannotBeReachedIsNotWaitedFor() {
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.attendant.unanswered(lobby.current(), lobby.now());

        assertEquals(Mood.WELCOME, lobby.face().mood());
    }

    @Test
    void aTierForStaffIsReferredWhileTheHubIsAway() {
        Lobby strict = new Lobby(passes, Tier.of(0, "VIP").offline(OfflinePolicy.STAFF));
        strict.hubAway();
        strict.shows(passes.pass(1));
        strict.written();

        assertEquals(Mood.STAFF, strict.face().mood());
        assertEquals(new Refer(Cause.OFFLINE_POLICY), strict.turnedAway().decision());
        assertEquals(0, strict.grants);
    }

    @Test
    void aTierWithHomeDevicesSaysWhereItCanBeCheckedWhileTheHubIsAway() {
        Lobby strict = new Lobby(passes, Tier.of(0, "VIP").atHomeAmong(new DeviceId("gate-c")));
        strict.hubAway();
        strict.shows(passes.pass(1));
        strict.written();

        assertEquals(Mood.ELSEWHERE, strict.face().mood());
        assertEquals("Gate C", strict.face().title().in(ENGLISH));
    }

    @Test
    void theSecondPresentationIsRefusedWithGateAndTimeOfTheFirstInTheVenuesHours() {
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.walks();
        Instant entered = lobby.now().time().middle();

        lobby.after(Duration.ofMinutes(5));
        lobby.shows(passes.pass(1));
        lobby.written();

        assertEquals(Mood.REFUSED, lobby.face().mood());
        assertEquals("22:00 · Gate A", lobby.face().detail().in(ENGLISH));
        assertEquals(
                new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(new GateId("A"), entered)),
                lobby.turnedAway().decision());
    }

    @Test
    void whatTheHubGaveBackIsAdmittedThoughThisGateRemembersTheFirstEntry() {
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.walks();

        lobby.hubBack();
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.hubSays(new Admit(1, 1));

        assertEquals(Mood.WELCOME, lobby.face().mood());
    }

    @Test
    void whatTheHubDoubtsAndThisGateHasSeenIsAlreadyUsed() {
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.hubSays(new Admit(1, 1));
        lobby.walks();
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.hubSays(new Refer(Cause.IN_DOUBT, new Hint.Seen(new GateId("A"), Passes.TONIGHT)));

        assertEquals(Mood.REFUSED, lobby.face().mood());

        lobby.shows(passes.pass(2));
        lobby.written();
        lobby.hubSays(new Refer(Cause.IN_DOUBT, new Hint.Seen(new GateId("B"), Passes.TONIGHT)));
        assertEquals(Mood.STAFF, lobby.face().mood());
    }

    @Test
    void aGrantThatNobodyWalksThroughGivesTheEntryBack() {
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.nobodyWalks();

        assertEquals(Faces.AGAIN, lobby.face());
        assertEquals(new Fact.Outcome(lobby.seq(), Basis.ALONE, Passage.ABANDONED), lobby.endings.getLast());

        lobby.shows(passes.pass(1));
        lobby.written();
        assertEquals(Mood.WELCOME, lobby.face().mood());
    }

    @Test
    void aPartyIsCountedUp() {
        lobby.hubAway();
        for (String ordinal : List.of("1", "2", "3")) {
            lobby.shows(passes.party(1, 3));
            lobby.written();
            assertEquals(ordinal + " of 3", lobby.face().detail().in(ENGLISH));
            lobby.walks();
        }

        lobby.shows(passes.party(1, 3));
        lobby.written();
        assertEquals(Mood.REFUSED, lobby.face().mood());
    }

    @Test
    void aCodeThatIsNoPassIsRefusedAndWrittenDownWithoutAskingAnybody() {
        lobby.shows("https://example.com/menu");

        assertEquals("guest.not-a-pass.title", lobby.face().title().key());
        assertEquals(new Refuse(Reason.NOT_A_PASS), lobby.turnedAway().decision());
        assertEquals(0, lobby.claims);
        assertFalse(lobby.attendant.attending());
    }

    @Test
    void anUnknownKeyIsReferredWhileOurKeysMayBeStaleAndRefusedOnceTheyAreFresh() {
        String stranger = new Passes(8).pass(1);
        lobby.settingsConfirmed = false;
        lobby.shows(stranger);
        assertEquals(new Refer(Cause.KEYS_STALE), lobby.turnedAway().decision());
        assertEquals(Mood.STAFF, lobby.face().mood());

        lobby.settingsConfirmed = true;
        lobby.shows(stranger);
        assertEquals(new Refuse(Reason.UNKNOWN_EVENT), lobby.turnedAway().decision());
    }

    @Test
    void aLiveCodeAdmitsAndTheScreenshotOfItDoesNot() {
        lobby.hubAway();
        String screenshot = passes.live(5, lobby.now().time().middle());
        lobby.shows(screenshot);
        lobby.written();
        assertEquals(Mood.WELCOME, lobby.face().mood());
        lobby.nobodyWalks();

        lobby.after(Duration.ofMinutes(2));
        lobby.shows(screenshot);
        lobby.written();
        assertEquals("guest.stale-code.title", lobby.face().title().key());
    }

    @Test
    void onceANewerVersionWasSeenTheOlderOneIsRefused() {
        lobby.hubAway();
        lobby.shows(passes.version(1, 2, 1));
        lobby.written();
        lobby.nobodyWalks();
        lobby.shows(passes.version(1, 1, 1));
        lobby.written();

        assertEquals("guest.reissued.title", lobby.face().title().key());
    }

    @Test
    void aLaneThatIsStillTakenIsTriedAgainForAMoment() {
        lobby.hubAway();
        lobby.lane = Refusal.BUSY;
        lobby.shows(passes.pass(1));
        lobby.written();
        assertTrue(lobby.attendant.attending());
        lobby.lane = null;
        lobby.after(Duration.ofMillis(200));

        assertEquals(Mood.WELCOME, lobby.face().mood());
    }

    @Test
    void aLaneThatDoesNotOpenGivesTheEntryBackAndIsNotTheGuestsFault() {
        lobby.lane = Refusal.FAULTED;
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.hubSays(new Admit(1, 1));

        assertEquals("guest.closed.title", lobby.face().title().key());
        assertEquals(new Fact.Outcome(lobby.seq(), Basis.HUB, Passage.ABANDONED), lobby.endings.getLast());
    }

    @Test
    void anAnswerStaysForFourSecondsAndTheNextGuestNeedNotWaitForThat() {
        lobby.shows("nothing of ours");
        lobby.after(Duration.ofMillis(3_999));
        assertEquals(Mood.REFUSED, lobby.face().mood());
        lobby.after(Duration.ofMillis(1));
        assertEquals(Mood.IDLE, lobby.face().mood());

        lobby.shows("nothing of ours");
        lobby.after(Duration.ofMillis(500));
        lobby.shows(passes.pass(2));
        assertEquals(Mood.READING, lobby.face().mood());
    }

    @Test
    void anAlarmShowsTheWayOutUntilAPersonHasResetIt() {
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.written();
        lobby.attendant.laneEvent(new LaneEvent.GrantCancelled(1, lobby.doorway.direction(), 0), lobby.now());
        lobby.attendant.laneEvent(new LaneEvent.FireAlarm(LaneEvent.Alarm.FIRE_CONTACT, 0), lobby.now());

        assertEquals(Mood.EMERGENCY, lobby.face().mood());
        lobby.after(Duration.ofMinutes(10));
        assertEquals(Mood.EMERGENCY, lobby.face().mood());
        lobby.attendant.laneEvent(new LaneEvent.FireReset(0), lobby.now());
        assertEquals(Mood.IDLE, lobby.face().mood());
    }

    @Test
    void withoutASheetGuestsAreReferred() {
        lobby.sheetKnown = false;
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.written();

        assertEquals(new Refer(Cause.NO_SHEET), lobby.turnedAway().decision());
        assertEquals(Mood.STAFF, lobby.face().mood());
    }

    @Test
    void withAClockThatMayBeAnyTimeGuestsAreReferred() {
        lobby.hubAway();
        lobby.uncertainty = Duration.ofDays(365);
        lobby.shows(passes.pass(1));
        lobby.written();

        assertEquals(new Refer(Cause.CLOCK_UNTRUSTED), lobby.turnedAway().decision());
    }

    @Test
    void nothingThatIsWrittenHoldsTheSignature() {
        lobby.hubAway();
        lobby.shows(passes.pass(1));
        lobby.written();
        Fact.Intent intent = lobby.intents.getLast();

        assertFalse(intent.toString().contains(passes.pass(1)));
        assertInstanceOf(Fact.Intent.class, intent);
        assertEquals(16, intent.shown().proof().bytes().length);
    }

    @Test
    void everyFaceOfEveryDecisionHasItsWords() {
        for (Reason reason : Reason.values()) {
            boolean placed = reason == Reason.ALREADY_INSIDE || reason == Reason.USED_UP;
            Hint hint = placed ? new Hint.Seen(new GateId("B"), Passes.TONIGHT) : Hint.NONE;
            Decision decision = new Refuse(reason, hint);
            Face face = Faces.of(decision, lobby.doorway.direction(), Passes.TONIGHT.atZone(Passes.ZONE));
            assertTrue(face.mood().isAnswer(), reason.name());
            assertFalse(face.title().key().isEmpty(), reason.name());
        }
        for (Cause cause : Cause.values()) {
            Face face = Faces.of(new Refer(cause), lobby.doorway.direction(), Passes.TONIGHT.atZone(Passes.ZONE));
            assertEquals(Mood.STAFF, face.mood(), cause.name());
        }
        assertEquals(TimeInterval.exactly(Passes.TONIGHT), lobby.now().time());
    }
}
