package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.JournalReading;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.turnstile.link.Drain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * An append-only file of facts, each tied to the one before it. Its id is random and made with the file, so that a
 * copied or restored card is told from a new one. Positions have no gap; numbers of presentations may have, but never
 * come again: they are reserved on the disk, a block at a time, before the first of a block is used.
 */
public final class Journal implements Drain.Outbox, AutoCloseable {
    private static final int SEQ_BLOCK = 4_096;
    private static final int REPLAY_PAGE = 1_000;
    private static final long MANY_WAITING = 100_000;

    /** So long the hub may ask again for what it has acknowledged. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** Some 150 MB: a busy gate's fortnight without its hub. */
    static final long MOST_ENTRIES = 1_000_000;

    /** At once, so that an intent never waits long behind it. */
    private static final int MOST_REMOVED = 500;

    private final JournalFile file;
    private final long mostEntries;
    private volatile Removed removed;
    private final JournalId id;
    private volatile long last;
    private ChainHash tip;
    private HybridTime clock;
    /** Guards the two below, apart from the entries: who needs a number does not wait for a slow disk. */
    private final Object numbers = new Object();

    private long nextSeq;
    private long reserved;
    private volatile long acknowledged;
    private long acknowledgedOnDisk;

    /** A fact and when it happened, before it has a place in the journal. */
    public record Stamped(Fact fact, Stamp stamp) {}

    public Journal(JournalFile file) {
        this(file, MOST_ENTRIES);
    }

    private Journal(JournalFile file, long mostEntries) {
        this.file = file;
        this.mostEntries = mostEntries;
        this.removed = file.removed();
        JournalFile.Head head = file.head();
        this.id = head.id();
        this.reserved = head.reserved();
        this.nextSeq = head.reserved();
        this.acknowledged = head.acknowledged();
        this.acknowledgedOnDisk = head.acknowledged();
        this.last = file.last();
        if (last == 0) {
            this.tip = ChainHash.origin(id);
            this.clock = HybridTime.ZERO;
        } else {
            byte[] tail = file.read(last, 1).getFirst();
            this.tip = ChainHash.of(tail);
            this.clock = sound(last, tail).stamp().clock();
        }
    }

    /** Opens the journal in this folder, or makes one. */
    public static Journal open(Path folder, RandomGenerator random) {
        return open(folder, random, MOST_ENTRIES);
    }

    static Journal open(Path folder, RandomGenerator random, long mostEntries) {
        JournalFile file = SqliteJournalFile.open(folder, random);
        try {
            return new Journal(file, mostEntries);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public JournalId id() {
        return id;
    }

    /** The position of the newest entry; 0 while there is none. */
    @Override
    public long last() {
        return last;
    }

    /** The position of the oldest entry that is kept. */
    @Override
    public long first() {
        return removed.position() + 1;
    }

    /** What the oldest entry that is kept is tied to. */
    public ChainHash before() {
        return removed.hash();
    }

    public Room room() {
        return Room.of(last - removed.position(), mostEntries);
    }

    /**
     * Removes some of what the hub has and nobody will ask for again: what is older than {@link #KEPT}, or where room is
     * short whatever the hub has. The newest acknowledged entry stays, since every connection begins with it.
     *
     * @param now no later than it is
     * @return whether anything went, so that more may
     */
    public boolean makeRoom(Instant now) {
        long mayGo = Math.min(acknowledged, last) - 1;
        Removed before = removed;
        if (mayGo <= before.position()) {
            return false;
        }
        Instant olderThan = room() == Room.ENOUGH ? now.minus(KEPT) : Instant.ofEpochMilli(Long.MAX_VALUE);
        Removed after = before.without(read(before.position() + 1, MOST_REMOVED), olderThan, mayGo);
        if (after.position() == before.position() || !file.remove(after)) {
            return false;
        }
        removed = after;
        return true;
    }

    /** What the hybrid clock showed at the newest entry. */
    public synchronized HybridTime clock() {
        return clock;
    }

    /** The first number that this life of the device will use. */
    public long nextSeq() {
        synchronized (numbers) {
            return nextSeq;
        }
    }

    /** Writes only where no entry has been written for half a block of numbers: those reserve the next block. */
    public PresentationId mint() {
        synchronized (numbers) {
            if (nextSeq >= reserved) {
                long until = nextSeq + SEQ_BLOCK;
                file.reserve(until);
                reserved = until;
            }
            return new PresentationId(id, nextSeq++);
        }
    }

    /** Up to where the next entry should reserve; nothing while more than half a block is left. */
    private OptionalLong toReserve() {
        synchronized (numbers) {
            return nextSeq + SEQ_BLOCK / 2 > reserved ? OptionalLong.of(nextSeq + SEQ_BLOCK) : OptionalLong.empty();
        }
    }

    private void reserved(long until) {
        synchronized (numbers) {
            reserved = Math.max(reserved, until);
        }
    }

    /** All of them, or none; they are on the disk when this returns. */
    public synchronized void append(List<Stamped> facts) {
        if (facts.isEmpty()) {
            return;
        }
        List<byte[]> encoded = new ArrayList<>(facts.size());
        ChainHash previous = tip;
        long position = last;
        for (Stamped stamped : facts) {
            position++;
            byte[] bytes = JournalCodec.encode(new JournalEntry(position, stamped.stamp(), stamped.fact()), previous);
            encoded.add(bytes);
            previous = ChainHash.of(bytes);
        }
        long first = last + 1;
        long acked = acknowledged;
        OptionalLong until = toReserve();
        file.append(first, encoded, until, acked == acknowledgedOnDisk ? OptionalLong.empty() : OptionalLong.of(acked));
        until.ifPresent(this::reserved);
        acknowledgedOnDisk = acked;
        tip = previous;
        clock = facts.getLast().stamp().clock();
        last = position;
    }

    /** Entries from this position on, as they were written, at most so many. */
    @Override
    public List<byte[]> read(long from, int most) {
        return file.read(from, most);
    }

    /** Tells the whole journal again, oldest first; what this version does not know is passed over. */
    public void replay(Consumer<JournalEntry> listener) {
        long from = first();
        List<byte[]> page = read(from, REPLAY_PAGE);
        while (!page.isEmpty()) {
            for (byte[] bytes : page) {
                if (JournalCodec.decode(bytes) instanceof JournalReading.Sound sound) {
                    listener.accept(sound.entry());
                }
            }
            from += page.size();
            page = read(from, REPLAY_PAGE);
        }
    }

    /** Up to here everything is durable at the hub. */
    @Override
    public long acknowledged() {
        return acknowledged;
    }

    /**
     * The hub has everything up to here. It reaches our disk with the next entry or at the end: were it lost, the hub
     * would be sent again what it has, and say so again.
     */
    @Override
    public void acknowledge(long position) {
        acknowledged = Math.min(Math.max(acknowledged, position), last);
    }

    @Override
    public void close() {
        try {
            if (acknowledged != acknowledgedOnDisk) {
                file.acknowledge(acknowledged);
            }
        } finally {
            file.close();
        }
    }

    /** @param fault why nothing can be written, if nothing can */
    public void report(Health health, Supplier<Optional<CardFault>> fault) {
        health.part("journal", () -> {
            long waiting = last - acknowledged;
            String size = "%d entries, %d not yet at the hub".formatted(last, waiting);
            return fault.get()
                    .map(why -> Status.degraded("cannot be written: " + why.said()))
                    .orElseGet(() -> switch (room()) {
                        case NONE -> Status.degraded("full, nobody is let in until the hub takes it: " + size);
                        case SHORT -> Status.degraded("four fifths full: " + size);
                        case ENOUGH -> waiting > MANY_WAITING ? Status.degraded(size) : Status.up(size);
                    });
        });
    }

    private static JournalEntry sound(long position, byte[] bytes) {
        if (JournalCodec.decode(bytes) instanceof JournalReading.Sound sound) {
            return sound.entry();
        }
        throw new StoreException(
                "The journal's last entry, at position " + position + ", is damaged",
                new IllegalStateException("damaged entry"));
    }
}
