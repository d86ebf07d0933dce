package dev.turnstone.kiosk.app;

import dev.turnstone.kiosk.roster.HeardFile;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.turnstile.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** What a gate keeps and cannot do without: a card that holds these two can be worked with, full or not. */
record Card(Journal journal, HeardFile heard) {
    /** @throws StoreException where the card lets neither be opened */
    static Card open(Path folder, RandomGenerator random) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StoreException("The folder %s cannot be made: %s".formatted(folder, e), e);
        }
        Journal journal = Journal.open(folder, random);
        try {
            return new Card(journal, HeardFile.open(folder));
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }
}
