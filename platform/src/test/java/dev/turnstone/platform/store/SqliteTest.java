package dev.turnstone.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTest {
    private static final List<String> SCHEMA = List.of("""
                    CREATE TABLE a (n INTEGER PRIMARY KEY);
                    CREATE TABLE log (n INTEGER);
                    CREATE TRIGGER logged AFTER INSERT ON a BEGIN
                      INSERT INTO log VALUES (new.n);
                      INSERT INTO log VALUES (-new.n);
                    END;
                    INSERT INTO a VALUES (1);
                    """, "INSERT INTO a VALUES (2)");

    @TempDir
    private Path folder;

    @Test
    void migrationsRunOnceEachAndOnlyTheNewOnesOnTheNextStart() {
        try (Sqlite db = open().migrate(SCHEMA.subList(0, 1))) {
            assertEquals(1, count(db));
        }
        try (Sqlite db = open().migrate(SCHEMA)) {
            assertEquals(2, count(db));
            db.migrate(SCHEMA);
            assertEquals(2, count(db));
        }
    }

    @Test
    void aFileOfANewerVersionIsNotTouched() {
        try (Sqlite db = open().migrate(SCHEMA)) {
            assertThrows(StoreException.class, () -> db.migrate(SCHEMA.subList(0, 1)));
        }
    }

    @Test
    void whatAilsTheDiskIsTold() {
        try (Sqlite db = open().migrate(SCHEMA)) {
            db.write(connection -> pragma(connection, "max_page_count = 8"));
            StoreException full =
                    assertThrows(StoreException.class, () -> db.write(connection -> fill(connection, 100_000)));
            assertEquals(StoreException.Trouble.FULL, full.trouble());
            assertEquals(2, count(db), "all or nothing");

            db.write(connection -> pragma(connection, "query_only = 1"));
            StoreException locked =
                    assertThrows(StoreException.class, () -> db.write(connection -> fill(connection, 1)));
            assertEquals(StoreException.Trouble.READ_ONLY, locked.trouble());
        }
        StoreException other = new StoreException("any", new IllegalStateException("other"));
        assertEquals(StoreException.Trouble.OTHER, other.trouble());
    }

    /** After a full disk each statement stood for itself, and what had failed halfway was on the disk. */
    @Test
    void aDiskThatWasFullTakesWholeTransactionsAgain() {
        try (Sqlite db = open().migrate(SCHEMA)) {
            db.write(connection -> pragma(connection, "max_page_count = 8"));
            assertThrows(StoreException.class, () -> db.write(connection -> fill(connection, 100_000)));
            db.write(connection -> pragma(connection, "max_page_count = 100000"));

            assertEquals(1, db.<Integer>write(connection -> fill(connection, 1)));
            assertThrows(
                    IllegalStateException.class,
                    () -> db.write(connection -> {
                        fill(connection, 2);
                        throw new IllegalStateException("halfway");
                    }));
            try (Sqlite again = open()) {
                assertEquals(1, big(again));
            }
        }
    }

    private static int big(Sqlite db) {
        return db.read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM big")) {
                return rows.getInt(1);
            }
        });
    }

    private static boolean pragma(Connection connection, String pragma) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute("PRAGMA " + pragma);
        }
    }

    private static int fill(Connection connection, int bytes) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS big (bytes BLOB)");
            return statement.executeUpdate("INSERT INTO big VALUES (zeroblob(" + bytes + "))");
        }
    }

    @Test
    void workThatFailsHalfwayLeavesNothing() {
        try (Sqlite db = open().migrate(SCHEMA)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> db.write(connection -> {
                        try (var statement = connection.createStatement()) {
                            statement.execute("INSERT INTO a VALUES (3)");
                        }
                        throw new IllegalStateException("halfway");
                    }));
            assertThrows(
                    StoreException.class,
                    () -> db.write(connection -> {
                        try (var statement = connection.createStatement()) {
                            statement.execute("INSERT INTO a VALUES (4)");
                            return statement.execute("INSERT INTO a VALUES (1)");
                        }
                    }));
            assertEquals(2, count(db));
        }
    }

    private Sqlite open() {
        return Sqlite.open(folder.resolve("test.db"), Sqlite.Durability.FULL);
    }

    private static int count(Sqlite db) {
        return db.read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM a")) {
                return rows.getInt(1);
            }
        });
    }
}
