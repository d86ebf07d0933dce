package dev.turnstone.hub.ledger;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be written: a batch of these is one transaction. */
public sealed interface Change {

    /** A presentation is new, or stands differently than before. */
    record Presented(Optional<LedgerRow> before, LedgerRow row) implements Change {}

    /** A journal was seen for the first time; from now on it belongs to this device. */
    record Bound(JournalId journal, DeviceId device, Instant at) implements Change {}

    /** Entries of a journal, as they came, from this position on. */
    record Stored(JournalId journal, long from, List<byte[]> entries, Instant at) implements Change {
        public Stored {
            entries = List.copyOf(entries);
        }
    }

    record Raised(Incident incident) implements Change {}
}
