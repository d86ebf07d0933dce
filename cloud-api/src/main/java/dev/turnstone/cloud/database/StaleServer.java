package dev.turnstone.cloud.database;

import dev.turnstone.platform.app.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that a killed process left behind. It still serves the data folder, so a second one would refuse to
 * start; it is asked to stop the fast way, which writes a checkpoint and loses nothing.
 */
final class StaleServer {
    private static final Logger LOG = LoggerFactory.getLogger(StaleServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private StaleServer() {}

    static void stop(Path data) throws IOException {
        Path note = data.resolve("postmaster.pid");
        if (!Files.exists(note)) {
            return;
        }
        List<String> lines = Files.readAllLines(note);
        long pid = lines.isEmpty() ? 0 : parse(lines.getFirst());
        var left = pid > 0
                ? ProcessHandle.of(pid).filter(StaleServer::isPostgres)
                : java.util.Optional.<ProcessHandle>empty();
        if (left.isPresent()) {
            LOG.info("waiting for the PostgreSQL that still serves {} (process {}) to stop", data, pid);
            interrupt(left.get(), data);
        }
        // Either it has gone by itself, or the number now belongs to somebody else: the note is worth nothing.
        Files.deleteIfExists(note);
    }

    private static long parse(String line) {
        try {
            return Long.parseLong(line.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(each -> each.contains("postgres")).orElse(false);
    }

    private static void interrupt(ProcessHandle server, Path data) throws IOException {
        // Java can only send SIGTERM, with which PostgreSQL would wait for its clients; SIGINT sends them away.
        new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start();
        try {
            server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL to stop", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure(
                    "A PostgreSQL (process %d) of an earlier run still serves %s and does not stop"
                            .formatted(server.pid(), data),
                    "Stop process %d by hand and start again.".formatted(server.pid()));
        }
    }
}
