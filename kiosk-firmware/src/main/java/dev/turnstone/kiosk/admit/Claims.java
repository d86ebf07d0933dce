package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Doorway;
import java.time.Duration;

/** Asks the hub for an entry. What it says comes back through {@link Attendant#answered} or {@code unanswered}. */
public interface Claims {
    /** Whether the hub has answered anything of late. */
    boolean alive(long nowNanos);

    /** Sends and returns. */
    void ask(PresentationId presentation, String pass, Doorway doorway, Duration budget);
}
