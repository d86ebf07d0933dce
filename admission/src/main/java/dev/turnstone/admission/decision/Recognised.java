package dev.turnstone.admission.decision;

import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.venue.EventId;

/** Whose work a scanned text is. */
public sealed interface Recognised {

    /** An issuing key of ours signed it; the key names the event. Whether it admits is another question. */
    record Genuine(Pass pass, EventKey key) implements Recognised {
        public EventId event() {
            return key.event();
        }
    }

    /** It carries no signature that we can vouch for. */
    record Unrecognised(Decision decision) implements Recognised {}
}
