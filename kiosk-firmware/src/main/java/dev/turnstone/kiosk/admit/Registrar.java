package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Ruling;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import java.util.List;
import java.util.Optional;

/** Writes down what becomes of guests, and remembers of it what the next decision must know. */
final class Registrar {
    private final Doorway doorway;
    private final Memory memory;
    private final Records records;

    Registrar(Doorway doorway, Memory memory, Records records) {
        this.doorway = doorway;
        this.memory = memory;
        this.records = records;
    }

    /** A number for one showing; empty where the disk can give none. */
    Optional<PresentationId> mint() {
        try {
            return Optional.of(records.mint());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    void intend(PresentationId id, Shown shown, Now now) {
        records.intend(id, new Fact.Intent(id.seq(), shown, doorway.gate(), doorway.lane(), doorway.direction()), now);
    }

    void turnedAway(PresentationId id, Optional<Shown> shown, Decision decision, Now now) {
        records.settle(
                new Fact.TurnedAway(id.seq(), shown, doorway.gate(), doorway.lane(), doorway.direction(), decision),
                now);
    }

    /** The newest version, and the last code that held: an older one is a picture of the past. */
    void seen(Genuine genuine, boolean codeHeld) {
        Pass pass = genuine.pass();
        memory.seenVersion(genuine.event(), pass.number(), pass.body().version());
        pass.code().filter(code -> codeHeld).ifPresent(code -> memory.verified(genuine.event(), pass.number(), code));
    }

    Optional<String> heldBecause(Genuine genuine) {
        return memory.heldBecause(genuine.event(), genuine.pass().number());
    }

    /** What the hub tells of everyone's uses. */
    void told(List<PassUsage> usages) {
        usages.forEach(usage -> memory.told(usage.eventId(), usage.passNumber(), usage.version(), usage.counted()));
    }

    /** What a member of staff has decided about somebody who stands before them, or whom they let in. */
    void ruled(PresentationId id, Verdict verdict, Now now) {
        Ruling ruling = switch (verdict.kind()) {
            case Verdict.Kind.LetIn in -> Ruling.ADMITTED;
            case Verdict.Kind.SendAway away -> Ruling.REFUSED;
            case Verdict.Kind.GiveBack back -> Ruling.GIVEN_BACK;
            case Verdict.Kind.Hold hold -> Ruling.HELD;
            case Verdict.Kind.Release release -> Ruling.RELEASED;
        };
        records.settle(new Fact.Ruled(id.seq(), verdict.shown(), verdict.staff(), ruling, verdict.why()), now);
        verdict.shown().ifPresent(shown -> {
            switch (verdict.kind()) {
                case Verdict.Kind.LetIn in -> {}
                case Verdict.Kind.SendAway away -> {}
                case Verdict.Kind.GiveBack back -> memory.givenBack(shown.event(), shown.number(), id);
                case Verdict.Kind.Hold hold -> memory.hold(shown.event(), shown.number(), verdict.why());
                case Verdict.Kind.Release release -> memory.release(shown.event(), shown.number());
            }
        });
    }

    /** The lane is open for this guest: from now on the pass is in use. */
    void released(Presentation presentation, Now now) {
        use(presentation, Use.State.OPEN, now);
    }

    /** What became of the lane's being open. */
    void ended(Presentation presentation, Passage passage, Now now) {
        switch (passage) {
            case COMPLETED -> {
                if (!presentation.givenBack) {
                    use(presentation, Use.State.PASSED, now);
                }
            }
            case ABANDONED ->
                presentation.shown.ifPresent(shown -> memory.givenBack(shown.event(), shown.number(), presentation.id));
            case FORCED, UNKNOWN -> {}
        }
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
}
