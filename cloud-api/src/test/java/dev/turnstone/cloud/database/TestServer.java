package dev.turnstone.cloud.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL for all tests of a run; each asks for a database of its own in it. */
public final class TestServer {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable EmbeddedServer server;

    private TestServer() {}

    /** Where a database is to be reached. */
    record Address(String uri) {}

    public static Database freshDatabase() {
        return Database.external(emptyDatabase().uri(), "postgres", "", 16);
    }

    /** One without any schema. */
    static Address emptyDatabase() {
        EmbeddedServer running = server();
        String name = "test_" + COUNT.incrementAndGet();
        try (var connection = running.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Address("jdbc:postgresql://localhost:%d/%s".formatted(running.port(), name));
    }

    private static synchronized EmbeddedServer server() {
        if (server == null) {
            Path folder = folder();
            EmbeddedServer started = EmbeddedServer.start(folder.resolve("postgresql"), programs(), 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                kill(folder.resolve("postgresql/data/postmaster.pid"));
                delete(folder);
            }));
            server = started;
        }
        return server;
    }

    /** Nobody will read these databases again: no last checkpoint is worth waiting for. */
    private static void kill(Path note) {
        try {
            long pid = Long.parseLong(Files.readAllLines(note).getFirst());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            EmbeddedServer.deleteTree(folder);
        } catch (IOException e) {
            // A dying process of the server wrote once more: target/ is swept by the next clean.
        }
    }

    /** Unpacked once for all runs of a build. */
    public static Path programs() {
        return Path.of("target", "postgresql-programs").toAbsolutePath();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "postgresql")), "run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
