package dev.turnstone.turnstile.link;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.JournalBatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Brings the journal to the hub: a batch at a time, the next when the hub has acknowledged it, the same again when it
 * has not in time. The hub's own position is the truth: at every connection the newest entry it has is sent once more,
 * so that a hub restored from a backup answers with an older position, and is sent everything since.
 *
 * <p>One thread calls, with the time; nothing here waits.
 */
public final class Drain {
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(2);
    private static final int LONGEST_PATIENCE_DOUBLINGS = 4;

    private final Outbox outbox;
    private final String boot;
    private boolean connected;
    private long cursor;
    private long sentThrough;
    private long sentNanos;
    private int repeats;
    private volatile long gone;

    /** The journal, as far as draining needs it. */
    public interface Outbox {
        JournalId id();

        /** The oldest that is kept: what came before it the hub had once. */
        default long first() {
            return 1;
        }

        long last();

        long acknowledged();

        List<byte[]> read(long from, int most);

        void acknowledge(long position);
    }

    public Drain(Outbox outbox, String boot) {
        this.outbox = outbox;
        this.boot = boot;
    }

    public void connected() {
        connected = true;
        cursor = Math.max(outbox.first(), outbox.acknowledged());
        sentThrough = 0;
        repeats = 0;
    }

    public void disconnected() {
        connected = false;
    }

    /** What to send now, if anything. */
    public Optional<JournalBatch> next(long nowNanos) {
        if (!connected || outbox.last() < cursor) {
            return Optional.empty();
        }
        boolean awaiting = sentThrough >= cursor;
        if (awaiting && nowNanos - sentNanos < patienceNanos()) {
            return Optional.empty();
        }
        List<byte[]> entries = outbox.read(cursor, JournalBatch.MOST_ENTRIES);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        repeats = awaiting ? Math.min(repeats + 1, LONGEST_PATIENCE_DOUBLINGS) : 0;
        JournalBatch batch = JournalBatch.of(outbox.id(), boot, cursor, entries);
        sentThrough = cursor + batch.entries().size() - 1;
        sentNanos = nowNanos;
        return Optional.of(batch);
    }

    /** The hub has everything up to this position of this journal. */
    public void acknowledged(JournalAck ack) {
        boolean ours = ack.journal().equals(outbox.id().toString());
        if (!ours || ack.position() < 0 || ack.position() > outbox.last()) {
            return;
        }
        outbox.acknowledge(ack.position());
        // Usually the end of what was sent; or less, where the hub has lost what came after it. What it lost and we no
        // longer have stays lost: it is told from where we have it, and never under another number.
        gone = Math.max(0, outbox.first() - 1 - ack.position());
        long next = Math.max(outbox.first(), ack.position() + 1);
        if (next != cursor) {
            cursor = next;
            sentThrough = 0;
            repeats = 0;
        }
    }

    /** How many entries the hub lacks that were removed here because it once had them. */
    public long gone() {
        return gone;
    }

    /** How many entries the hub does not have yet, as far as is known. */
    public long waiting() {
        return outbox.last() - outbox.acknowledged();
    }

    private long patienceNanos() {
        return FIRST_PATIENCE.toNanos() << repeats;
    }
}
