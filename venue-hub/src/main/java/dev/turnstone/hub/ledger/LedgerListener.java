package dev.turnstone.hub.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
                tell(each -> each.committed(changes, state));
            }

            @Override
            public void rebuilt(LedgerStore.Image image, LedgerState state) {
                tell(each -> each.rebuilt(image, state));
            }

            // All of them, whatever one of them does; its fault is thrown at the end.
            private void tell(Consumer<LedgerListener> news) {
                List<RuntimeException> faults = new ArrayList<>();
                for (LedgerListener each : all) {
                    try {
                        news.accept(each);
                    } catch (RuntimeException e) {
                        faults.add(e);
                    }
                }
                if (!faults.isEmpty()) {
                    RuntimeException first = faults.getFirst();
                    faults.stream().skip(1).forEach(first::addSuppressed);
                    throw first;
                }
            }
        };
    }
}
