package dev.turnstone.cloud.database;

import dev.turnstone.platform.app.StartFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A PostgreSQL of our own in a folder, for one machine. The folder outlives the process: the same folder resumes.
 *
 * <pre>
 * folder/data        the cluster
 * folder/complete    written when the cluster was made whole; without it the cluster is made again
 * folder/lock        held while a process uses the folder
 * folder/server.log  what PostgreSQL says
 * </pre>
 */
final class EmbeddedServer implements AutoCloseable {
    private static final Duration STARTING = Duration.ofSeconds(90);

    private final EmbeddedPostgres server;
    private final Path data;
    private final FileLock lock;

    private EmbeddedServer(EmbeddedPostgres server, Path data, FileLock lock) {
        this.server = server;
        this.data = data;
        this.lock = lock;
    }

    static EmbeddedServer start(Path folder, Path binaries, int port) {
        refuseRootWithoutUnshare();
        try {
            Files.createDirectories(folder);
            FileLock lock = lock(folder);
            try {
                Path data = folder.resolve("data");
                return new EmbeddedServer(start(folder, binaries, port, data), data, lock);
            } catch (IOException | RuntimeException e) {
                lock.acquiredBy().close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "PostgreSQL did not start in %s: %s".formatted(folder, e.getMessage()), mend(folder));
        } catch (IllegalStateException e) {
            // The library's word for "initdb failed"; the reason is in its log.
            throw new StartFailure("PostgreSQL could not make its files in " + folder, mend(folder));
        }
    }

    private static EmbeddedPostgres start(Path folder, Path binaries, int port, Path data) throws IOException {
        Path complete = folder.resolve("complete");
        if (!Files.exists(complete)) {
            // Killed while the cluster was being made: nothing was ever acknowledged out of it.
            deleteTree(data);
        }
        StaleServer.stop(data);
        Redirect log = Redirect.appendTo(folder.resolve("server.log").toFile());
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(Files.createDirectories(binaries).toFile())
                .setPGStartupWait(STARTING)
                .setErrorRedirector(log)
                .setOutputRedirector(log)
                .setLocaleConfig("locale", "C.UTF-8")
                // The library switches these off for the sake of fast tests; we sell tickets.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "");
        if (port > 0) {
            builder.setPort(port);
        }
        EmbeddedPostgres started = builder.start();
        if (!Files.exists(complete)) {
            Files.writeString(complete, "");
        }
        return started;
    }

    DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    int port() {
        return server.getPort();
    }

    /** For tests: what a killed process leaves, a server that goes on and a lock that does not. */
    void abandon() throws IOException {
        lock.acquiredBy().close();
    }

    @Override
    public void close() {
        try {
            server.close();
            // The library waits for 5 s, and a last checkpoint may take longer.
            StaleServer.stop(data);
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new StartFailure(
                    "Another running cloud uses the database in " + folder,
                    "Stop it, or give this one its own folder with the key data.");
        }
        return lock;
    }

    /** PostgreSQL refuses to run as root; its library then goes through "unshare", which a container may deny. */
    private static void refuseRootWithoutUnshare() {
        if (!"root".equals(System.getProperty("user.name")) || !isUnix()) {
            return;
        }
        if (!runs(List.of("unshare", "-U", "true"))) {
            throw new StartFailure(
                    "The embedded PostgreSQL cannot run as root here: \"unshare -U\" is missing or denied.",
                    "Start as an ordinary user; or allow user namespaces (a container: --security-opt"
                            + " seccomp=unconfined); or use your own PostgreSQL with database.mode: external.");
        }
    }

    private static boolean isUnix() {
        return java.io.File.separatorChar == '/';
    }

    private static boolean runs(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String mend(Path folder) {
        return "Its own words are in %s.".formatted(folder.resolve("server.log"));
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
