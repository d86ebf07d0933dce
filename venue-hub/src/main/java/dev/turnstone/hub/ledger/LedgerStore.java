package dev.turnstone.hub.ledger;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import java.util.List;
import java.util.Optional;

/** Where the ledger survives. */
public interface LedgerStore {

    /** Everything, for rebuilding memory at start and after a commit that failed. */
    Image load();

    /** All of it or nothing; durable on return. */
    void commit(List<Change> changes);

    /** One stored entry of a journal, to compare with when a position comes again. */
    Optional<byte[]> entry(JournalId journal, long position);

    /** What cannot be derived from anything else: the hub's answers, the journals as they came, incidents. */
    record Image(List<Answer> answers, List<StoredJournal> journals, List<Incident> incidents) {
        public Image {
            answers = List.copyOf(answers);
            journals = List.copyOf(journals);
            incidents = List.copyOf(incidents);
        }
    }

    /** A device's journal from position 1 on. */
    record StoredJournal(JournalId id, DeviceId device, List<byte[]> entries) {
        public StoredJournal {
            entries = List.copyOf(entries);
        }
    }
}
