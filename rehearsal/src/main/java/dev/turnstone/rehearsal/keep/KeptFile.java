package dev.turnstone.rehearsal.keep;

import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A state as one JSON file. Written beside and renamed: a crash leaves the one before. */
public record KeptFile<T>(Path path, Class<T> type) {
    /** What was kept, if anything was. */
    public Optional<T> read() {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(path), type));
        } catch (JsonFault | IOException unreadable) {
            throw new StartFailure(
                    "What was kept in " + path + " cannot be read (" + unreadable.getMessage() + ").",
                    "Delete that file to begin anew.");
        }
    }

    public void write(T state) {
        Path beside = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(beside, Json.bytes(state));
            Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot keep the state in " + path, unwritable);
        }
    }
}
