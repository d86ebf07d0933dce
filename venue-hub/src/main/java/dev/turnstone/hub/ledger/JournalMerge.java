package dev.turnstone.hub.ledger;

import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.JournalReading;
import dev.turnstone.admission.venue.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a device's journal into the ledger. The bytes are stored as they came, whatever they turn out
 * to be; what they say counts once, whoever sent it how often.
 */
public final class JournalMerge {
    private final Batch batch;
    private final LedgerState state;
    private final LedgerStore store;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();

    private JournalMerge(Batch batch, LedgerState state, LedgerStore store, Instant now) {
        this.batch = batch;
        this.state = state;
        this.store = store;
        this.now = now;
    }

    /** What arrived from one device. */
    public record Batch(DeviceId device, JournalId journal, long from, List<byte[]> entries) {
        public Batch {
            entries = List.copyOf(entries);
        }
    }

    /** Applies a batch to the state, and returns what is to be written. A batch beyond a gap is left for later. */
    public static List<Change> read(Batch batch, LedgerState state, LedgerStore store, Instant now) {
        JournalMerge merge = new JournalMerge(batch, state, store, now);
        if (merge.belongs()) {
            merge.read();
        }
        return merge.changes;
    }

    private boolean belongs() {
        Optional<DeviceId> owner = state.owner(batch.journal());
        if (owner.isEmpty()) {
            state.bound(batch.journal(), batch.device());
            changes.add(new Change.Bound(batch.journal(), batch.device(), now));
            return true;
        }
        if (!owner.get().equals(batch.device())) {
            raise(
                    Incident.Kind.JOURNAL_CHANGED,
                    "journal %s from %s".formatted(batch.journal(), batch.device()),
                    now,
                    "the journal belongs to " + owner.get());
            return false;
        }
        return true;
    }

    private void read() {
        JournalState journal = state.journal(batch.journal()).orElseThrow();
        long next = journal.position() + 1;
        if (batch.from() < 1 || batch.from() > next) {
            return;
        }
        int repeated = (int) Math.min(next - batch.from(), batch.entries().size());
        compare(repeated);
        List<byte[]> fresh = batch.entries().subList(repeated, batch.entries().size());
        if (fresh.isEmpty()) {
            return;
        }
        state.stored(batch.journal(), fresh);
        changes.add(new Change.Stored(batch.journal(), next, fresh, now));
        ChainHash last = journal.last();
        for (int i = 0; i < fresh.size(); i++) {
            take(next + i, fresh.get(i), last);
            last = ChainHash.of(fresh.get(i));
        }
    }

    private void compare(int repeated) {
        for (int i = 0; i < repeated; i++) {
            long position = batch.from() + i;
            byte[] again = batch.entries().get(i);
            // What is not stored yet stands earlier in this very transaction.
            boolean same = store.entry(batch.journal(), position)
                    .map(stored -> Arrays.equals(stored, again))
                    .orElse(true);
            if (!same) {
                changed(position, "came again with other bytes");
            }
        }
    }

    private void take(long position, byte[] bytes, ChainHash last) {
        switch (JournalCodec.decode(bytes)) {
            case JournalReading.Sound sound -> {
                requireChain(position, sound.previous(), last);
                if (sound.entry().position() != position) {
                    unreadable(position, "says it stands at " + sound.entry().position());
                }
                for (Change.Presented presented : state.heard(batch.device(), batch.journal(), sound.entry())) {
                    changes.add(presented);
                    look(presented.row(), sound.entry().stamp().at());
                }
            }
            case JournalReading.Foreign foreign -> requireChain(position, foreign.previous(), last);
            case JournalReading.Damaged damaged -> unreadable(position, "is damaged: " + damaged.damage());
        }
    }

    private void requireChain(long position, ChainHash previous, ChainHash last) {
        if (!previous.equals(last)) {
            changed(position, "does not follow the entry before it");
        }
    }

    /** Whether what is known of this presentation by now needs a person. */
    private void look(LedgerRow row, Instant at) {
        String where =
                "gate %s, lane %s".formatted(row.doorway().gate(), row.doorway().lane());
        switch (row.settlement()) {
            case UNPROVEN -> raise(Incident.Kind.PROOF_MISMATCH, "proof " + row.id(), at, where);
            case FORCED -> raise(Incident.Kind.FORCED, "forced " + row.id(), at, where);
            case COMPLETED, FREE, UNKNOWN, OPEN, ABANDONED, TURNED_AWAY -> {}
        }
    }

    private void changed(long position, String how) {
        String where = "journal %s position %d".formatted(batch.journal(), position);
        raise(Incident.Kind.JOURNAL_CHANGED, "changed " + where, now, where + " " + how);
    }

    private void unreadable(long position, String how) {
        String where = "journal %s position %d".formatted(batch.journal(), position);
        raise(Incident.Kind.JOURNAL_UNREADABLE, "unreadable " + where, now, where + " " + how);
    }

    private void raise(Incident.Kind kind, String identity, Instant at, String detail) {
        changes.add(new Change.Raised(new Incident(kind, identity, batch.device(), at, detail)));
    }
}
