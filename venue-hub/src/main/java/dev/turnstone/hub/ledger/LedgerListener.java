package dev.turnstone.hub.ledger;

import java.util.List;

/** Hears what is on the disk. Called on the sequencer's thread: quick, or every guest waits. */
public interface LedgerListener {

    /** These were committed. */
    void committed(List<Change> changes, LedgerState state);

    /** Memory was built anew: at the start, and after a commit that failed. */
    void rebuilt(LedgerStore.Image image, LedgerState state);
}
