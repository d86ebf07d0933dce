package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
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

    /** More than wait at any desk. */
    private static final int MOST_BY_HAND = 8;

    private final Doorway doorway;
    private final Knowledge known;
    private final Judgement judgement;
    private final Registrar registrar;
    private final Announcer announcer;
    private final Claims claims;
    private final Door door;
    private final Audience audience;

    private Optional<Presentation> current = Optional.empty();
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
        this.judgement = new Judgement(doorway, known);
        this.registrar = new Registrar(doorway, memory, records);
        this.announcer = new Announcer(doorway.direction(), doorway.leadsIn(), known, audience::show);
        this.claims = claims;
        this.door = door;
        this.audience = audience;
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
        announcer.show(Faces.READING);
        Optional<PresentationId> minted = registrar.mint();
        if (minted.isEmpty()) {
            turnAway(new Refer(Cause.STORAGE_FAULT), takenNanos, now);
            return;
        }
        PresentationId id = minted.get();
        switch (judgement.recognise(text)) {
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
        announcer.answer(Faces.LOOKED_AT.withReference(Faces.reference(id)), now);
        registrar.turnedAway(id, shown, new Refer(Cause.MANUAL), now);
        stands(id, shown, judgement.alone(genuine, now), now);
    }

    private void begin(PresentationId id, Genuine genuine, String text, long takenNanos, Now now) {
        Decision alone = judgement.alone(genuine, now);
        Presentation presentation = Presentation.of(id, genuine, alone, takenNanos, now.nanos());
        current = Optional.of(presentation);
        registrar.seen(genuine, judgement.provesCode(genuine, alone));
        Optional<String> held = registrar.heldBecause(genuine);
        if (held.isPresent()) {
            conclude(presentation, new Refer(Cause.MANUAL, new Hint.Note(held.get())), Basis.ALONE, now);
            return;
        }
        if (claims.alive(now.nanos())) {
            presentation.waitsForHub = true;
            claims.ask(id, text, doorway, WAIT_FOR_HUB);
        }
        registrar.intend(id, Shown.of(genuine), now);
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
        registrar.told(usages);
    }

    /** The hub's answer, however late. */
    public void answered(PresentationId id, Decision decision, Now now) {
        ofCurrent(id).filter(presentation -> presentation.decision.isEmpty()).ifPresent(presentation -> {
            presentation.waitsForHub = false;
            presentation.decide(judgement.afterHearing(decision, presentation), Basis.HUB);
            settle(presentation, now);
        });
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
        } else {
            announcer.tick(now);
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
            announcer.show(Faces.MOMENT);
        }
        settle(presentation, now);
    }

    /** Goes on as soon as both the intent and an answer are there. */
    private void settle(Presentation presentation, Now now) {
        if (!presentation.durable || presentation.waitsForHub || presentation.grant.isPresent()) {
            return;
        }
        if (presentation.decision.isEmpty()) {
            presentation.decide(judgement.cutOff(presentation), Basis.ALONE);
        }
        Decision decision = presentation.decision.orElseThrow();
        if (decision instanceof Admit) {
            release(presentation, decision, now);
        } else {
            conclude(presentation, decision, presentation.basis, now);
        }
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
            case Verdict.Kind.GiveBack back -> {
                registrar.ruled(verdict.about(), verdict, now);
                ofCurrent(verdict.about()).ifPresent(presentation -> presentation.givenBack = true);
            }
            case Verdict.Kind.SendAway away -> registrar.ruled(verdict.about(), verdict, now);
            case Verdict.Kind.Hold hold -> registrar.ruled(verdict.about(), verdict, now);
            case Verdict.Kind.Release release -> registrar.ruled(verdict.about(), verdict, now);
        }
    }

    /** The person has decided, so neither rules nor hub are asked; written down it is all the same, before the lane opens. */
    private void letIn(ByHand next, Now now) {
        Verdict verdict = next.verdict;
        Optional<PresentationId> minted = registrar.mint();
        if (minted.isEmpty()) {
            announcer.answer(Faces.CLOSED, now);
            return;
        }
        PresentationId id = minted.get();
        registrar.ruled(id, verdict, now);
        Presentation presentation = Presentation.byHand(id, verdict, new Admit(next.ordinal, next.of), now.nanos());
        current = Optional.of(presentation);
        verdict.shown().ifPresentOrElse(shown -> registrar.intend(id, shown, now), () -> settle(presentation, now));
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
                announcer.welcome(presentation, decision, now);
                audience.decided(decision, presentation.basis, presentation.tookNanos(now));
                registrar.released(presentation, now);
            }
            case GrantResult.Refused refused -> {
                boolean soonFree = refused.why() == Refusal.BUSY
                        && now.nanos() - presentation.sinceNanos < WAIT_FOR_LANE.toNanos();
                if (!soonFree) {
                    current = Optional.empty();
                    announcer.answer(Faces.CLOSED.withReference(Faces.reference(presentation.id)), now);
                    audience.decided(decision, presentation.basis, presentation.tookNanos(now));
                    ended(presentation, Passage.ABANDONED, now);
                }
            }
        }
    }

    private void conclude(Presentation presentation, Decision decision, Basis basis, Now now) {
        current = Optional.empty();
        presentation.decide(decision, basis);
        announcer.answer(presentation, decision, now);
        audience.decided(decision, basis, presentation.tookNanos(now));
        turnedAway(presentation.id, presentation.shown, decision, now);
    }

    private void turnAway(Decision decision, long takenNanos, Now now) {
        announcer.answer(decision, now);
        audience.decided(decision, Basis.ALONE, now.nanos() - takenNanos);
    }

    private void turnedAway(PresentationId id, Optional<Shown> shown, Decision decision, Now now) {
        registrar.turnedAway(id, shown, decision, now);
        stands(id, shown, decision, now);
    }

    private void stands(PresentationId id, Optional<Shown> shown, Decision decision, Now now) {
        History history =
                shown.map(pass -> known.history(pass.event(), pass.number())).orElse(History.EMPTY);
        audience.stands(new Case(id, shown, decision, history, now.time().earliest()));
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
            case LaneEvent.FireAlarm alarm -> announcer.alarm(attending());
            case LaneEvent.FireReset reset -> announcer.rests(rest -> rest.alarm(false), attending());
            case LaneEvent.StateChanged changed -> announcer.rests(rest -> rest.lane(changed.to()), attending());
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
        announcer.rests(rest -> rest.blind(isBlind), attending());
    }

    private void passed(Presentation presentation, Now now) {
        current = Optional.empty();
        ended(presentation, Passage.COMPLETED, now);
        nextByHand(presentation);
        announcer.walked(presentation);
        tick(now);
    }

    private void nobodyPassed(Presentation presentation, Now now) {
        current = Optional.empty();
        ended(presentation, Passage.ABANDONED, now);
        announcer.again(now);
    }

    /** Whether anybody passed nobody can say any more: it counts, until staff give it back. */
    private void laneFellSilent(Presentation presentation, Now now) {
        current = Optional.empty();
        ended(presentation, Passage.UNKNOWN, now);
        announcer.answer(Faces.CLOSED.withReference(Faces.reference(presentation.id)), now);
    }

    private void ended(Presentation presentation, Passage passage, Now now) {
        registrar.ended(presentation, passage, now);
        audience.passage(passage);
    }

    private Optional<Presentation> ofCurrent(PresentationId id) {
        return current.filter(presentation -> presentation.id.equals(id));
    }

    private Optional<Presentation> granted(long grant) {
        return current.filter(presentation ->
                presentation.grant.filter(number -> number == grant).isPresent());
    }
}
