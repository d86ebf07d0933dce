package dev.turnstone.hub.ledger;

import dev.turnstone.admission.venue.DeviceId;
import java.time.Instant;

/**
 * Something that a person should look at.
 *
 * @param identity what makes two reports the same incident
 * @param detail for staff and technicians; holds no guest's name and nothing that opens a lane
 */
public record Incident(Kind kind, String identity, DeviceId device, Instant at, String detail) {

    /** What it is called for good: whoever has looked into it has looked into this. */
    public String key() {
        return kind + "/" + identity;
    }

    /** What kind of trouble it is. */
    public enum Kind {
        /** A journal entry's proof is not that of its pass: perhaps a stolen device's certificate. */
        PROOF_MISMATCH,
        /** A position of a journal came twice with different bytes, or the chain between two entries is broken. */
        JOURNAL_CHANGED,
        /** An entry that cannot be read, or makes no sense where it stands. */
        JOURNAL_UNREADABLE,
        /** Somebody went through by force. */
        FORCED
    }
}
