package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.platform.store.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** {@link JournalFile} in SQLite, synchronous=FULL: a technician can look into it. */
final class SqliteJournalFile implements JournalFile {
    private static final String RESERVE = "UPDATE journal SET reserved = max(reserved, ?)";
    private static final String ACKNOWLEDGE = "UPDATE journal SET acknowledged = ?";

    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE journal (id TEXT NOT NULL, reserved INTEGER NOT NULL, acknowledged INTEGER NOT NULL);
            CREATE TABLE entry (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
            """, Removed.SCRIPT);

    private final Sqlite file;
    private final Head head;

    private SqliteJournalFile(Sqlite file, RandomGenerator random) {
        this.file = file;
        this.head = file.write(connection -> head(connection, random));
    }

    static SqliteJournalFile open(Path folder, RandomGenerator random) {
        Sqlite file = Sqlite.open(folder.resolve("journal.db"), Sqlite.Durability.FULL);
        try {
            return new SqliteJournalFile(file.migrate(SCHEMA), random);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public long last() {
        return file.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT max(position) FROM entry");
                    ResultSet rows = query.executeQuery()) {
                return rows.getLong(1);
            }
        });
    }

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

    @Override
    public void append(long first, List<byte[]> entries, OptionalLong reserved, OptionalLong acknowledged) {
        file.write(connection -> {
            int changed = insert(connection, first, entries);
            if (reserved.isPresent()) {
                changed += run(connection, RESERVE, reserved.getAsLong());
            }
            return acknowledged.isPresent()
                    ? changed + run(connection, ACKNOWLEDGE, acknowledged.getAsLong())
                    : changed;
        });
    }

    @Override
    public void reserve(long until) {
        file.write(connection -> run(connection, RESERVE, until));
    }

    @Override
    public void acknowledge(long position) {
        file.write(connection -> run(connection, ACKNOWLEDGE, position));
    }

    @Override
    public Removed removed() {
        return file.read(connection -> Removed.read(connection, head.id()));
    }

    @Override
    public boolean remove(Removed upTo) {
        return file.write(upTo::write) > 0;
    }

    @Override
    public void close() {
        file.close();
    }

    private static int run(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, value);
            return update.executeUpdate();
        }
    }

    private static int insert(Connection connection, long first, List<byte[]> entries) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO entry (position, bytes) VALUES (?, ?)")) {
            long position = first;
            for (byte[] bytes : entries) {
                insert.setLong(1, position++);
                insert.setBytes(2, bytes);
                insert.addBatch();
            }
            return insert.executeBatch().length;
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
}
