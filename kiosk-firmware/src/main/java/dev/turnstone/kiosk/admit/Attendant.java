package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.AdmissionRules;
import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.OfflineRules;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Ruling;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.kiosk.guest.Faces;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.Refusal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Attends to one guest after the other at one lane, and never waits: whatever takes time is begun, and its end comes
 * back as a call. One thread makes all calls, with the time, so that a night can be simulated in a second.
 *
 * <pre>
 *   shown ─► recognised, decided locally ─► intent being written  ──┐
 *                                       └─► claim under way       ──┴─► both there, or the waiting is over
 *        ─► refused or referred: the answer is shown, the outcome written
 *        ─► admitted: barrier released, welcome shown ─► passage or abandon ─► the outcome written
 * </pre>
 *
 * The barrier is released only when the intent is on the disk. Whatever the hub says after the waiting is over changes
 * nothing here: the outcome, which carries the same presentation id, settles it.
 */
public final class Attendant {
    /** Before that, nobody notices a wait. */
    static final Duration MOMENT_AFTER = Duration.ofMillis(150);

    /** So long we wait for a hub that lives. */
    static final Duration WAIT_FOR_HUB = Duration.ofSeconds(1);

    /** A card that takes longer than this to write will not be waited for. */
    static final Duration WAIT_FOR_DISK = Duration.ofSeconds(2);

    /** So long the next guest waits for the one before to leave the lane. */
    static final Duration WAIT_FOR_LANE = Duration.ofSeconds(3);

    /** Longer than any lane holds a grant: after it the lane has died on us, and nobody else would ever be looked at. */
    static final Duration GRANT_ENDS_WITHIN = Duration.ofSeconds(60);

    static final Duration ANSWER_STAYS = Duration.ofSeconds(4);

    /** A welcome is seen even by whoever walks at once. */
    static final Duration WELCOME_STAYS = Duration.ofMillis(1_200);

    /** More than wait at any desk. */
    private static final int MOST_BY_HAND = 8;

    private final Doorway doorway;
    private final Knowledge known;
    private final Memory memory;
    private final Records records;
    private final Claims claims;
    private final Door door;
    private final Audience audience;

    private Optional<Presentation> current = Optional.empty();
    private Rest rest;
    private Optional<Long> answerUntilNanos = Optional.empty();
    private final Deque<ByHand> byHand = new ArrayDeque<>();
    private boolean lookFirst;

    /** The next guest on a person's word: the {@code ordinal}th of those whom the verdict lets in. */
    private record ByHand(Verdict verdict, int ordinal, int of) {}

    /** Who watches the attendant at work: the screen, the figures. */
    public interface Audience {
        void show(Face face);

        void decided(Decision decision, Basis basis, long tookNanos);

        void passage(Passage passage);

        /** Somebody was turned away, or staff asked to look at them first. */
        default void stands(Case guest) {}
    }

    public Attendant(
            Doorway doorway,
            Knowledge known,
            Memory memory,
            Records records,
            Claims claims,
            Door door,
            Audience audience) {
        this.doorway = doorway;
        this.known = known;
        this.memory = memory;
        this.records = records;
        this.claims = claims;
        this.door = door;
        this.audience = audience;
        this.rest = Rest.at(doorway.leadsIn());
    }

    /** Whether a guest is being attended to: then nobody else is looked at. */
    public boolean attending() {
        return current.isPresent();
    }

    /** A guest shows a code, in a frame that was taken at this moment of the monotonic clock. */
    public void shown(String text, long takenNanos, Now now) {
        if (attending()) {
            return;
        }
        audience.show(Faces.READING);
        PresentationId id;
        try {
            id = records.mint();
        } catch (RuntimeException e) {
            turnAway(new Refer(Cause.STORAGE_FAULT), takenNanos, now);
            return;
        }
        switch (Recognition.recognise(text, known.keys(), known.keysFreshness())) {
            case Recognised.Unrecognised(Decision decision) -> {
                lookFirst = false;
                turnAway(decision, takenNanos, now);
                turnedAway(id, Optional.empty(), decision, now);
            }
            case Genuine genuine -> {
                if (lookFirst) {
                    lookedAt(id, genuine, now);
                } else {
                    begin(id, genuine, text, takenNanos, now);
                }
            }
        }
    }

    /** Staff want to look at the next pass before anything is decided, or no longer. */
    public void lookFirst(boolean wanted) {
        lookFirst = wanted;
    }

    /** It is as if the guest had been referred, only that staff are there already. */
    private void lookedAt(PresentationId id, Genuine genuine, Now now) {
        lookFirst = false;
        Optional<Shown> shown = Optional.of(Shown.of(genuine));
        answer(Faces.LOOKED_AT.withReference(Faces.reference(id)), now);
        records.settle(away(id, shown, new Refer(Cause.MANUAL)), now);
        Decision alone = AdmissionRules.decide(genuine, known, doorway, now.time());
        stands(id, shown, alone, now);
    }

    private void begin(PresentationId id, Genuine genuine, String text, long takenNanos, Now now) {
        Decision alone = AdmissionRules.decide(genuine, known, doorway, now.time());
        Presentation presentation = Presentation.of(id, genuine, alone, takenNanos, now.nanos());
        current = Optional.of(presentation);
        remember(genuine, alone);
        Optional<String> held =
                memory.heldBecause(genuine.event(), genuine.pass().number());
        if (held.isPresent()) {
            conclude(presentation, new Refer(Cause.MANUAL, new Hint.Note(held.get())), Basis.ALONE, now);
            return;
        }
        if (claims.alive(now.nanos())) {
            presentation.waitsForHub = true;
            claims.ask(id, text, doorway, WAIT_FOR_HUB);
        }
        records.intend(
                id,
                new Fact.Intent(id.seq(), Shown.of(genuine), doorway.gate(), doorway.lane(), doorway.direction()),
                now);
    }

    /** The newest version and the last code that held: an older one is a picture of the past. */
    private void remember(Genuine genuine, Decision alone) {
        Pass pass = genuine.pass();
        memory.seenVersion(genuine.event(), pass.number(), pass.body().version());
        // On a way out nobody looks at the code, so it has proven nothing.
        if (doorway.leadsIn() && pass.code().isPresent() && codeHeld(alone)) {
            memory.verified(genuine.event(), pass.number(), pass.code().get());
        }
    }

    /** Only decisions that come after the live code's rule say that it held. */
    private static boolean codeHeld(Decision alone) {
        return switch (alone) {
            case Admit admit -> true;
            case Refuse refuse ->
                switch (refuse.reason()) {
                    case WRONG_GATE, FULL, ALREADY_INSIDE, USED_UP, TOO_SOON -> true;
                    case NOT_A_PASS, FORGED, UNKNOWN_EVENT, EXPIRED, NOT_YET, REVOKED, REISSUED, STALE_CODE, BLOCKED ->
                        false;
                };
            case Refer refer -> false;
        };
    }

    /** The intent is on the disk. */
    public void recorded(PresentationId id, Now now) {
        ofCurrent(id).ifPresent(presentation -> {
            presentation.durable = true;
            settle(presentation, now);
        });
    }

    /** The intent could not be written: nobody is let in on a word that a power cut would take back. */
    public void unrecorded(PresentationId id, Now now) {
        ofCurrent(id)
                .filter(presentation -> presentation.grant.isEmpty())
                .ifPresent(presentation -> conclude(presentation, new Refer(Cause.STORAGE_FAULT), Basis.ALONE, now));
    }

    /** What the hub tells of everyone's uses. */
    public void told(List<PassUsage> usages) {
        usages.forEach(usage -> memory.told(usage.eventId(), usage.passNumber(), usage.version(), usage.counted()));
    }

    /** The hub's answer, however late. */
    public void answered(PresentationId id, Decision decision, Now now) {
        ofCurrent(id).filter(presentation -> presentation.decision.isEmpty()).ifPresent(presentation -> {
            presentation.waitsForHub = false;
            presentation.decide(undoubted(cutOff(presentation), decision), Basis.HUB);
            settle(presentation, now);
        });
    }

    /** What the hub doubts may be what this gate has seen with its own sensors and not yet been able to tell. */
    private static Decision undoubted(Decision alone, Decision hubs) {
        boolean doubted = hubs instanceof Refer refer && refer.cause() == Cause.IN_DOUBT;
        boolean known = alone instanceof Refuse refuse
                && (refuse.reason() == Reason.ALREADY_INSIDE || refuse.reason() == Reason.USED_UP);
        return doubted && known ? alone : hubs;
    }

    /** The hub could not be reached, or did not understand. */
    public void unanswered(PresentationId id, Now now) {
        ofCurrent(id).filter(presentation -> presentation.decision.isEmpty()).ifPresent(presentation -> {
            presentation.waitsForHub = false;
            settle(presentation, now);
        });
    }

    /** Time has passed. */
    public void tick(Now now) {
        if (current.isPresent()) {
            tick(current.get(), now);
        } else if (!byHand.isEmpty()) {
            letIn(byHand.removeFirst(), now);
        } else if (answerUntilNanos.isPresent() && now.nanos() - answerUntilNanos.get() >= 0) {
            answerUntilNanos = Optional.empty();
            audience.show(rest.face());
        }
    }

    private void tick(Presentation presentation, Now now) {
        if (presentation.grant.isPresent()) {
            if (now.nanos() - presentation.releasedNanos >= GRANT_ENDS_WITHIN.toNanos()) {
                laneFellSilent(presentation, now);
            }
            return;
        }
        long waited = now.nanos() - presentation.sinceNanos;
        if (!presentation.durable && waited >= WAIT_FOR_DISK.toNanos()) {
            conclude(presentation, new Refer(Cause.STORAGE_FAULT), Basis.ALONE, now);
            return;
        }
        if (presentation.waitsForHub && waited >= WAIT_FOR_HUB.toNanos()) {
            presentation.waitsForHub = false;
        }
        if (!presentation.momentShown && waited >= MOMENT_AFTER.toNanos()) {
            presentation.momentShown = true;
            audience.show(Faces.MOMENT);
        }
        settle(presentation, now);
    }

    /** Goes on as soon as both the intent and an answer are there. */
    private void settle(Presentation presentation, Now now) {
        if (!presentation.durable || presentation.waitsForHub || presentation.grant.isPresent()) {
            return;
        }
        if (presentation.decision.isEmpty()) {
            presentation.decide(cutOff(presentation), Basis.ALONE);
        }
        Decision decision = presentation.decision.orElseThrow();
        if (decision instanceof Admit) {
            release(presentation, decision, now);
        } else {
            conclude(presentation, decision, presentation.basis, now);
        }
    }

    private Decision cutOff(Presentation presentation) {
        return presentation
                .genuine
                .map(genuine -> cutOff(genuine, presentation.alone))
                .orElse(presentation.alone);
    }

    private Decision cutOff(Genuine genuine, Decision alone) {
        return known.sheet(genuine.event())
                .flatMap(sheet -> sheet.tier(genuine.pass().body().tier()))
                .map(tier -> OfflineRules.cutOff(
                        alone,
                        genuine.pass().body(),
                        tier,
                        known.history(genuine.event(), genuine.pass().number()),
                        doorway))
                .orElse(alone);
    }

    /** A member of staff has decided about somebody who stands before them. */
    public void verdict(Verdict verdict, Now now) {
        switch (verdict.kind()) {
            case Verdict.Kind.LetIn(int people) -> {
                if (byHand.size() < MOST_BY_HAND) {
                    byHand.add(new ByHand(verdict, 1, people));
                    tick(now);
                }
            }
            case Verdict.Kind.SendAway away -> rule(verdict.about(), verdict, Ruling.REFUSED, now);
            case Verdict.Kind.GiveBack back -> {
                rule(verdict.about(), verdict, Ruling.GIVEN_BACK, now);
                ofCurrent(verdict.about()).ifPresent(presentation -> presentation.givenBack = true);
                verdict.shown().ifPresent(shown -> memory.givenBack(shown.event(), shown.number(), verdict.about()));
            }
            case Verdict.Kind.Hold hold -> {
                rule(verdict.about(), verdict, Ruling.HELD, now);
                verdict.shown().ifPresent(shown -> memory.hold(shown.event(), shown.number(), verdict.why()));
            }
            case Verdict.Kind.Release release -> {
                rule(verdict.about(), verdict, Ruling.RELEASED, now);
                verdict.shown().ifPresent(shown -> memory.release(shown.event(), shown.number()));
            }
        }
    }

    private void rule(PresentationId id, Verdict verdict, Ruling ruling, Now now) {
        records.settle(new Fact.Ruled(id.seq(), verdict.shown(), verdict.staff(), ruling, verdict.why()), now);
    }

    /** The person has decided, so neither rules nor hub are asked; written down it is all the same, before the lane opens. */
    private void letIn(ByHand next, Now now) {
        Verdict verdict = next.verdict;
        PresentationId id;
        try {
            id = records.mint();
        } catch (RuntimeException e) {
            answer(Faces.CLOSED, now);
            return;
        }
        rule(id, verdict, Ruling.ADMITTED, now);
        Presentation presentation = Presentation.byHand(id, verdict, new Admit(next.ordinal, next.of), now.nanos());
        current = Optional.of(presentation);
        verdict.shown()
                .ifPresentOrElse(
                        shown -> records.intend(
                                id,
                                new Fact.Intent(id.seq(), shown, doorway.gate(), doorway.lane(), doorway.direction()),
                                now),
                        () -> settle(presentation, now));
    }

    /** The others of a party whom staff let in together, as long as they walk. */
    private void nextByHand(Presentation presentation) {
        if (presentation.verdict.isPresent()
                && presentation.decision.orElseThrow() instanceof Admit(int ordinal, int of)
                && ordinal < of
                && byHand.size() < MOST_BY_HAND) {
            byHand.addFirst(new ByHand(presentation.verdict.get(), ordinal + 1, of));
        }
    }

    private void release(Presentation presentation, Decision decision, Now now) {
        switch (door.grant(doorway.direction())) {
            case GrantResult.Granted granted -> {
                presentation.grant = Optional.of(granted.grant());
                presentation.releasedNanos = now.nanos();
                audience.show(face(presentation, decision, now));
                audience.decided(decision, presentation.basis, presentation.tookNanos(now));
                use(presentation, Use.State.OPEN, now);
            }
            case GrantResult.Refused refused -> {
                boolean soonFree = refused.why() == Refusal.BUSY
                        && now.nanos() - presentation.sinceNanos < WAIT_FOR_LANE.toNanos();
                if (!soonFree) {
                    current = Optional.empty();
                    answer(Faces.CLOSED.withReference(Faces.reference(presentation.id)), now);
                    audience.decided(decision, presentation.basis, presentation.tookNanos(now));
                    settle(presentation, Passage.ABANDONED, now);
                }
            }
        }
    }

    private void conclude(Presentation presentation, Decision decision, Basis basis, Now now) {
        current = Optional.empty();
        presentation.decide(decision, basis);
        answer(face(presentation, decision, now), now);
        audience.decided(decision, basis, presentation.tookNanos(now));
        turnedAway(presentation.id, presentation.shown, decision, now);
    }

    /** Nothing genuine, so nothing that would need an event's local time. */
    private void turnAway(Decision decision, long takenNanos, Now now) {
        answer(Faces.of(decision, doorway.direction(), local(now, ZoneOffset.UTC)), now);
        audience.decided(decision, Basis.ALONE, now.nanos() - takenNanos);
    }

    private void turnedAway(PresentationId id, Optional<Shown> shown, Decision decision, Now now) {
        records.settle(away(id, shown, decision), now);
        stands(id, shown, decision, now);
    }

    private void stands(PresentationId id, Optional<Shown> shown, Decision decision, Now now) {
        History history =
                shown.map(pass -> known.history(pass.event(), pass.number())).orElse(History.EMPTY);
        audience.stands(new Case(id, shown, decision, history, now.time().earliest()));
    }

    private Fact away(PresentationId id, Optional<Shown> shown, Decision decision) {
        return new Fact.TurnedAway(id.seq(), shown, doorway.gate(), doorway.lane(), doorway.direction(), decision);
    }

    /** What the lane says about the grant that is open. */
    public void laneEvent(LaneEvent event, Now now) {
        switch (event) {
            case LaneEvent.PassageCompleted passed ->
                granted(passed.grant()).ifPresent(presentation -> passed(presentation, now));
            case LaneEvent.PassageAbandoned left ->
                granted(left.grant()).ifPresent(presentation -> nobodyPassed(presentation, now));
            case LaneEvent.GrantCancelled cancelled ->
                granted(cancelled.grant()).ifPresent(presentation -> nobodyPassed(presentation, now));
            case LaneEvent.FireAlarm alarm -> {
                answerUntilNanos = Optional.empty();
                rest(rest.alarm(true));
            }
            case LaneEvent.FireReset reset -> rest(rest.alarm(false));
            case LaneEvent.StateChanged changed -> rest(rest.lane(changed.to()));
            case LaneEvent.Granted granted -> {}
            case LaneEvent.PassageStarted started -> {}
            case LaneEvent.Forced forced -> {}
            case LaneEvent.FreePassage free -> {}
            case LaneEvent.FireContactClosed closed -> {}
            case LaneEvent.Faulted faulted -> {}
            case LaneEvent.FaultCleared cleared -> {}
            case LaneEvent.Tampered tampered -> {}
        }
    }

    /** The camera gives no pictures, or gives them again. */
    public void blind(boolean isBlind) {
        rest(rest.blind(isBlind));
    }

    /** Shown at once, except over an answer that somebody is reading. */
    private void rest(Rest changed) {
        Face before = rest.face();
        rest = changed;
        Face face = rest.face();
        boolean quiet = !attending() && answerUntilNanos.isEmpty();
        if (!face.equals(before) && (quiet || face.equals(Faces.EMERGENCY))) {
            audience.show(face);
        }
    }

    private void passed(Presentation presentation, Now now) {
        current = Optional.empty();
        if (!presentation.givenBack) {
            use(presentation, Use.State.PASSED, now);
        }
        settle(presentation, Passage.COMPLETED, now);
        nextByHand(presentation);
        answerUntilNanos = Optional.of(presentation.releasedNanos + WELCOME_STAYS.toNanos());
        tick(now);
    }

    private void nobodyPassed(Presentation presentation, Now now) {
        current = Optional.empty();
        presentation.shown.ifPresent(shown -> memory.givenBack(shown.event(), shown.number(), presentation.id));
        settle(presentation, Passage.ABANDONED, now);
        if (rest.serves()) {
            answer(Faces.AGAIN, now);
        } else {
            audience.show(rest.face());
        }
    }

    /** Whether anybody passed nobody can say any more: it counts, until staff give it back. */
    private void laneFellSilent(Presentation presentation, Now now) {
        current = Optional.empty();
        settle(presentation, Passage.UNKNOWN, now);
        answer(Faces.CLOSED.withReference(Faces.reference(presentation.id)), now);
    }

    private void settle(Presentation presentation, Passage passage, Now now) {
        if (presentation.shown.isPresent()) {
            records.settle(new Fact.Outcome(presentation.id.seq(), presentation.basis, passage), now);
        } else if (passage.counts()) {
            records.settle(
                    new Fact.Crossed(
                            presentation.id.seq(),
                            doorway.gate(),
                            doorway.lane(),
                            doorway.direction(),
                            Crossing.BY_HAND),
                    now);
        }
        audience.passage(passage);
    }

    private void use(Presentation presentation, Use.State state, Now now) {
        Use use = new Use(
                doorway.device(),
                doorway.gate(),
                doorway.direction(),
                now.time().earliest(),
                state);
        presentation.shown.ifPresent(shown -> memory.used(shown.event(), shown.number(), presentation.id, use));
    }

    private Face face(Presentation presentation, Decision decision, Now now) {
        ZoneId zone = presentation
                .shown
                .flatMap(shown -> known.sheet(shown.event()))
                .map(Sheet::zone)
                .orElse(ZoneOffset.UTC);
        Face face = Faces.of(decision, doorway.direction(), local(now, zone));
        return decision instanceof Admit ? face : face.withReference(Faces.reference(presentation.id));
    }

    private static ZonedDateTime local(Now now, ZoneId zone) {
        return now.time().earliest().atZone(zone);
    }

    private void answer(Face face, Now now) {
        answerUntilNanos = Optional.of(now.nanos() + ANSWER_STAYS.toNanos());
        audience.show(face);
    }

    private Optional<Presentation> ofCurrent(PresentationId id) {
        return current.filter(presentation -> presentation.id.equals(id));
    }

    private Optional<Presentation> granted(long grant) {
        return current.filter(presentation ->
                presentation.grant.filter(number -> number == grant).isPresent());
    }
}
