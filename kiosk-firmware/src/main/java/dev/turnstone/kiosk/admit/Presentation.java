package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.turnstile.journal.Now;
import java.util.Optional;

/** One showing of a pass while it is attended to, or one guest whom staff let in by hand. */
final class Presentation {
    final PresentationId id;

    /** Empty where staff let in somebody without a pass. */
    final Optional<Shown> shown;

    /** Empty where staff decided, who look at people and not at passes. */
    final Optional<Genuine> genuine;

    /** What this gate would say if it were asked alone. */
    final Decision alone;

    /** When the frame was taken that shows it. */
    final long takenNanos;

    final long sinceNanos;

    boolean durable;
    boolean waitsForHub;
    boolean momentShown;
    /** Staff took it back while the lane was still open. */
    boolean givenBack;

    Optional<Decision> decision = Optional.empty();
    Basis basis = Basis.ALONE;
    Optional<Verdict> verdict = Optional.empty();
    Optional<Long> grant = Optional.empty();
    long releasedNanos;

    private Presentation(
            PresentationId id,
            Optional<Shown> shown,
            Optional<Genuine> genuine,
            Decision alone,
            long takenNanos,
            long sinceNanos) {
        this.id = id;
        this.shown = shown;
        this.genuine = genuine;
        this.alone = alone;
        this.takenNanos = takenNanos;
        this.sinceNanos = sinceNanos;
    }

    static Presentation of(PresentationId id, Genuine genuine, Decision alone, long takenNanos, long sinceNanos) {
        return new Presentation(
                id, Optional.of(Shown.of(genuine)), Optional.of(genuine), alone, takenNanos, sinceNanos);
    }

    static Presentation byHand(PresentationId id, Verdict verdict, Decision made, long nowNanos) {
        Presentation presentation = new Presentation(id, verdict.shown(), Optional.empty(), made, nowNanos, nowNanos);
        presentation.verdict = Optional.of(verdict);
        presentation.decide(made, Basis.STAFF);
        // Without a pass there is no intent to wait for.
        presentation.durable = verdict.shown().isEmpty();
        return presentation;
    }

    void decide(Decision made, Basis whose) {
        decision = Optional.of(made);
        basis = whose;
    }

    /** From the frame until now. */
    long tookNanos(Now now) {
        return now.nanos() - takenNanos;
    }
}
