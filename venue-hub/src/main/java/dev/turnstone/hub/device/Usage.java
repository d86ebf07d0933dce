package dev.turnstone.hub.device;

import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.admission.wire.UsageBatch.UseEntry;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.LedgerListener;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.hub.ledger.LedgerState;
import dev.turnstone.hub.ledger.LedgerStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What counts for every pass, in the order in which it last changed, so that any reader is brought up
 * to date from any position: an older word about a pass is dropped when a newer one comes.
 *
 * <p>Positions are of this life of the hub. A rebuild of the ledger's memory tells everything again
 * under higher positions, so nothing that was told before a failed commit outlives it.
 */
public final class Usage implements LedgerListener {
    private final String incarnation;
    private final LinkedHashMap<PassKey, PassUsage> latest = new LinkedHashMap<>();
    private long head;
    private Runnable changed = () -> {};

    public Usage(String incarnation) {
        this.incarnation = incarnation;
    }

    /** Called after every change; quick, as the sequencer waits. */
    public synchronized void onChange(Runnable told) {
        changed = told;
    }

    /** What changed after this position, at most as much as one message takes; empty where nothing did. */
    public synchronized Optional<UsageBatch> after(long position) {
        if (head <= position) {
            return Optional.empty();
        }
        List<PassUsage> newestFirst = latest.sequencedValues().reversed().stream()
                .takeWhile(usage -> usage.position() > position)
                .toList();
        List<PassUsage> next = fitting(newestFirst.reversed());
        boolean all = next.size() == newestFirst.size();
        long to = all ? head : next.getLast().position();
        return Optional.of(new UsageBatch(incarnation, position + 1, to, next, Optional.empty()));
    }

    /** As many of them, from the first on, as one message takes. */
    private static List<PassUsage> fitting(List<PassUsage> usages) {
        int taken = 0;
        int uses = 0;
        while (taken < Math.min(usages.size(), UsageBatch.MOST_PASSES)) {
            uses += usages.get(taken).uses().size();
            if (uses > UsageBatch.MOST_USES_TOGETHER) {
                break;
            }
            taken++;
        }
        return List.copyOf(usages.subList(0, taken));
    }

    public synchronized long head() {
        return head;
    }

    @Override
    public synchronized void committed(List<Change> changes, LedgerState state) {
        tell(
                changes.stream()
                        .flatMap(change -> change instanceof Change.Presented presented
                                ? Stream.of(presented.row())
                                : Stream.empty()),
                state);
    }

    @Override
    public synchronized void rebuilt(LedgerStore.Image image, LedgerState state) {
        // A use that was told and then lost with the commit must be untold: its pass is told again, without it.
        latest.replaceAll((pass, usage) -> usage(pass, usage.version(), state));
        List<PassUsage> again = List.copyOf(latest.values());
        latest.clear();
        again.forEach(usage -> latest.put(new PassKey(usage.eventId(), usage.passNumber()), usage));
        tell(state.rows().stream(), state);
    }

    private void tell(Stream<LedgerRow> rows, LedgerState state) {
        Map<PassKey, Integer> touched = new LinkedHashMap<>();
        rows.flatMap(row -> row.shown().stream())
                .forEach(shown -> touched.merge(PassKey.of(shown), shown.version(), Math::max));
        touched.forEach((pass, version) -> {
            latest.remove(pass);
            latest.put(pass, usage(pass, version, state));
        });
        if (!touched.isEmpty()) {
            changed.run();
        }
    }

    private PassUsage usage(PassKey pass, int version, LedgerState state) {
        head++;
        List<Use> uses = state.uses(pass);
        int older = Math.max(0, uses.size() - UsageBatch.MOST_USES);
        return new PassUsage(
                pass.event().value(),
                pass.number().toString(),
                head,
                version,
                uses.stream().skip(older).map(UseEntry::of).toList());
    }
}
