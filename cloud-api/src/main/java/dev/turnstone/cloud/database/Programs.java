package dev.turnstone.cloud.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where PostgreSQL's programs are unpacked: once for this user, if programs may be started from there, so that a new
 * data folder does not cost the unpacking again; else beside the data.
 */
public final class Programs {
    private Programs() {}

    public static Path folder(Path besideData) {
        Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(named -> !named.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".cache"))
                .resolve("turnstone/postgresql");
        return mayStartFrom(cache) ? cache : besideData;
    }

    private static boolean mayStartFrom(Path folder) {
        try {
            Files.createDirectories(folder);
            Path script = Files.createTempFile(folder, "may-start", "");
            try {
                Files.writeString(script, "#!/bin/sh\nexit 0\n");
                if (!script.toFile().setExecutable(true, true)) {
                    return false;
                }
                Process started = new ProcessBuilder(script.toString()).start();
                return started.waitFor(5, TimeUnit.SECONDS) && started.exitValue() == 0;
            } finally {
                Files.deleteIfExists(script);
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
