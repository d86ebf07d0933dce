package dev.turnstone.rehearsal.venue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a database server that outlived the program that started it: PostgreSQL detaches itself, so that a cloud that was
 * killed cannot take it along. It is recognised by its own pid file and by the folder on its command line; no other
 * process is ever touched.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int DEPTH = 5;
    private static final int PATIENCE_SECONDS = 5;

    private Leftovers() {}

    static void end(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            files.filter(file -> file.endsWith("postmaster.pid"))
                    .toList()
                    .forEach(file -> server(file).ifPresent(Leftovers::end));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} could not be searched for leftovers", folder, e);
        }
    }

    private static Optional<ProcessHandle> server(Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            String data =
                    pidFile.resolveSibling("").toAbsolutePath().normalize().toString();
            String commandLine = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            return commandLine.contains(data) ? ProcessHandle.of(pid) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void end(ProcessHandle server) {
        LOG.debug("ending the database server {} that was left behind", server.pid());
        // SIGTERM would wait for its clients; they are dead, and its own children leave with it.
        server.destroy();
        try {
            server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            server.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
