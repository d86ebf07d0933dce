package dev.turnstone.rehearsal.stripe;

import dev.turnstone.platform.json.Json;
import dev.turnstone.rehearsal.stripe.Payments.Books;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The whole state as one file, so that a rehearsal can be taken up again. Written beside and renamed: a crash leaves
 * the one before. It holds no card number, because the stand-in keeps none.
 */
record Snapshot(Books books, List<Delivery> deliveries, List<Idempotency.Entry> idempotency) {
    static Optional<Snapshot> read(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), Snapshot.class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the Stripe stand-in's state from " + file, unreadable);
        }
    }

    void write(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(beside, Json.bytes(this));
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write the Stripe stand-in's state to " + file, unwritable);
        }
    }
}
