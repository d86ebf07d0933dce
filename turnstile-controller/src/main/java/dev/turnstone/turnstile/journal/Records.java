package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.PresentationId;

/** What is written down about presentations. Both writings return at once. */
public interface Records {
    /** A number that this device has never used before. */
    PresentationId mint();

    /**
     * Begins to write that this pass is before us and that we may be about to let its holder in. Whether it has reached
     * the disk comes back through {@link JournalWriter.Listener}.
     */
    void intend(PresentationId presentation, Fact.Intent intent, Now now);

    /** Writes how a presentation ended, now or, while the disk has a fault, as soon as it has not. */
    void settle(Fact ending, Now now);
}
