package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.turnstile.journal.Now;
import java.util.Optional;

/** One showing of a genuine pass while it is attended to. */
final class Presentation {
    final PresentationId id;
    final Genuine genuine;

    /** What this gate would say if it were asked alone. */
    final Decision alone;

    /** When the frame was taken that shows it. */
    final long takenNanos;

    final long sinceNanos;

    boolean durable;
    boolean waitsForHub;
    boolean momentShown;
    Optional<Decision> decision = Optional.empty();
    Basis basis = Basis.ALONE;
    Optional<Long> grant = Optional.empty();
    long releasedNanos;

    Presentation(PresentationId id, Genuine genuine, Decision alone, long takenNanos, long sinceNanos) {
        this.id = id;
        this.genuine = genuine;
        this.alone = alone;
        this.takenNanos = takenNanos;
        this.sinceNanos = sinceNanos;
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
