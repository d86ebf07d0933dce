package dev.turnstone.hub.ledger;

import java.util.List;

/** Hears what is on the disk. Called on the sequencer's thread: quick, or every guest waits. */
public interface LedgerListener {

    /** These were committed. */
    void committed(List<Change> changes, LedgerState state);

    /** Memory was built anew: at the start, and after a commit that failed. */
    void rebuilt(LedgerStore.Image image, LedgerState state);

    /** One after the other, in this order. */
    static LedgerListener of(LedgerListener... listeners) {
        List<LedgerListener> all = List.of(listeners);
        return new LedgerListener() {
            @Override
            public void committed(List<Change> changes, LedgerState state) {
                all.forEach(each -> each.committed(changes, state));
            }

            @Override
            public void rebuilt(LedgerStore.Image image, LedgerState state) {
                all.forEach(each -> each.rebuilt(image, state));
            }
        };
    }
}
