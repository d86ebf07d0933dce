package dev.turnstone.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
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
