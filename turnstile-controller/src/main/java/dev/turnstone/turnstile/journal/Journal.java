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
import dev.turnstone.platform.store.Sqlite;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.turnstile.link.Drain;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    /** Never less than is reserved already: two may reserve at once. */
    private static final String RESERVE = "UPDATE journal SET reserved = max(reserved, ?)";

    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE journal (id TEXT NOT NULL, reserved INTEGER NOT NULL, acknowledged INTEGER NOT NULL);
            CREATE TABLE entry (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
            """);

    private final Sqlite file;
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

    private record Head(JournalId id, long reserved, long acknowledged) {}

    private static final class Tail {
        private final long position;
        private final byte[] bytes;

        Tail(long position, byte[] bytes) {
            this.position = position;
            this.bytes = bytes;
        }
    }

    private Journal(Sqlite file, RandomGenerator random) {
        this.file = file;
        Head head = file.write(connection -> head(connection, random));
        this.id = head.id;
        this.reserved = head.reserved;
        this.nextSeq = head.reserved;
        this.acknowledged = head.acknowledged;
        this.acknowledgedOnDisk = head.acknowledged;
        Tail tail = file.read(Journal::tail);
        this.last = tail.position;
        this.tip = tail.position == 0 ? ChainHash.origin(id) : ChainHash.of(tail.bytes);
        this.clock = tail.position == 0 ? HybridTime.ZERO : sound(tail).stamp().clock();
    }

    /** Opens the journal in this folder, or makes one. */
    public static Journal open(Path folder, RandomGenerator random) {
        Sqlite file = Sqlite.open(folder.resolve("journal.db"), Sqlite.Durability.FULL);
        try {
            return new Journal(file.migrate(SCHEMA), random);
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
                update(RESERVE, until);
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
        file.write(connection -> {
            insert(connection, first, encoded);
            int more = until.isPresent() ? run(connection, RESERVE, until.getAsLong()) : 0;
            return acked == acknowledgedOnDisk ? more : run(connection, "UPDATE journal SET acknowledged = ?", acked);
        });
        until.ifPresent(this::reserved);
        acknowledgedOnDisk = acked;
        tip = previous;
        clock = facts.getLast().stamp().clock();
        last = position;
    }

    /** Entries from this position on, as they were written, at most so many. */
    @Override
    public List<byte[]> read(long from, int most) {
        return file.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT bytes FROM entry WHERE position >= ? ORDER BY position LIMIT ?")) {
                query.setLong(1, from);
                query.setInt(2, most);
                List<byte[]> entries = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        entries.add(rows.getBytes(1));
                    }
                }
                return entries;
            }
        });
    }

    /** Tells the whole journal again, oldest first; what this version does not know is passed over. */
    public void replay(Consumer<JournalEntry> listener) {
        List<byte[]> page = read(1, REPLAY_PAGE);
        long from = 1;
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
                update("UPDATE journal SET acknowledged = ?", acknowledged);
            }
        } finally {
            file.close();
        }
    }

    /** @param fault why nothing can be written, if nothing can */
    public void report(Health health, Supplier<Optional<String>> fault) {
        health.part("journal", () -> {
            long waiting = last - acknowledged;
            String size = "%d entries, %d not yet at the hub".formatted(last, waiting);
            return fault.get()
                    .map(why -> Status.degraded("cannot be written, " + why))
                    .orElseGet(() -> waiting > MANY_WAITING ? Status.degraded(size) : Status.up(size));
        });
    }

    private void update(String sql, long value) {
        file.write(connection -> run(connection, sql, value));
    }

    private static int run(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, value);
            return update.executeUpdate();
        }
    }

    private static void insert(Connection connection, long first, List<byte[]> entries) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO entry (position, bytes) VALUES (?, ?)")) {
            long position = first;
            for (byte[] bytes : entries) {
                insert.setLong(1, position++);
                insert.setBytes(2, bytes);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Head head(Connection connection, RandomGenerator random) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id, reserved, acknowledged FROM journal");
                ResultSet rows = query.executeQuery()) {
            if (rows.next()) {
                return new Head(JournalId.parse(rows.getString(1)), rows.getLong(2), rows.getLong(3));
            }
        }
        JournalId fresh = JournalId.random(random);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO journal (id, reserved, acknowledged) VALUES (?, 1, 0)")) {
            insert.setString(1, fresh.toString());
            insert.executeUpdate();
        }
        return new Head(fresh, 1, 0);
    }

    private static Tail tail(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT position, bytes FROM entry ORDER BY position DESC LIMIT 1");
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? new Tail(rows.getLong(1), rows.getBytes(2)) : new Tail(0, new byte[0]);
        }
    }

    private static JournalEntry sound(Tail tail) {
        if (JournalCodec.decode(tail.bytes) instanceof JournalReading.Sound sound) {
            return sound.entry();
        }
        throw new StoreException(
                "The journal's last entry, at position " + tail.position + ", is damaged",
                new IllegalStateException("damaged entry"));
    }
}
