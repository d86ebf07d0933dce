package dev.turnstone.cloud.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.app.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
    @Test
    void whatWasCommittedIsThereAfterAServerWasLeftBehindAndANewOneStarts(@TempDir Path folder) throws Exception {
        EmbeddedServer first = EmbeddedServer.start(folder, TestServer.programs(), 0);
        execute(first, "create table kept (n int)");
        execute(first, "insert into kept values (42)");
        // What a kill -9 leaves: the server goes on, the lock is gone.
        first.abandon();
        Files.delete(folder.resolve("data/epg-lock"));

        try (EmbeddedServer second = EmbeddedServer.start(folder, TestServer.programs(), 0)) {
            try (var connection = second.dataSource().getConnection();
                    var rows = connection.createStatement().executeQuery("select n from kept")) {
                assertTrue(rows.next());
                assertEquals(42, rows.getInt(1));
            }
        }
    }

    @Test
    void aClusterThatWasNeverFinishedIsMadeAgain(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("postgresql.conf"), "# and then the power went");

        try (EmbeddedServer server = EmbeddedServer.start(folder, TestServer.programs(), 0)) {
            execute(server, "create table t (n int)");
        }
    }

    @Test
    void durabilityIsOnWhateverTheLibraryThinksOfTests(@TempDir Path folder) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(folder, TestServer.programs(), 0);
                var connection = server.dataSource().getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "select setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')")) {
            for (int setting = 0; setting < 3; setting++) {
                assertTrue(rows.next());
                assertEquals("on", rows.getString(1));
            }
        }
    }

    @Test
    void aFolderInUseIsSaidSo(@TempDir Path folder) {
        try (EmbeddedServer first = EmbeddedServer.start(folder, TestServer.programs(), 0)) {
            assertTrue(first.port() > 0);
            StartFailure failure = assertThrows(
                    StartFailure.class,
                    () -> EmbeddedServer.start(folder, TestServer.programs(), 0).close());
            assertTrue(String.valueOf(failure.getMessage()).contains(folder.toString()), failure.getMessage());
        }
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (var connection = server.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
