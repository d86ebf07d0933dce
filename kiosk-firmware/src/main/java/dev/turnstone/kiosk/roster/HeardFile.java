package dev.turnstone.kiosk.roster;

import dev.turnstone.platform.store.Sqlite;
import dev.turnstone.platform.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be fetched again: usage, and the changes since the roster's last file. Written now and then, to spare the
 * card; a file that cannot be read is begun anew.
 */
public final class HeardFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeardFile.class);
    private static final List<String> SCHEMA = List.of(
            """
            CREATE TABLE progress (incarnation TEXT NOT NULL, position INTEGER NOT NULL);
            INSERT INTO progress VALUES ('', 0);
            CREATE TABLE usage (event TEXT NOT NULL, pass TEXT NOT NULL, told TEXT NOT NULL, PRIMARY KEY (event, pass))
              WITHOUT ROWID;
            """,
            // What changed behind the position "base" of a roster's file, up to "position".
            """
            CREATE TABLE roster (
              event TEXT PRIMARY KEY,
              incarnation TEXT NOT NULL,
              base INTEGER NOT NULL,
              position INTEGER NOT NULL,
              confirmed INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE roster_change (
              event TEXT NOT NULL,
              pass INTEGER NOT NULL,
              position INTEGER NOT NULL,
              entry BLOB NOT NULL,
              PRIMARY KEY (event, pass)
            ) WITHOUT ROWID;
            """);

    private final Sqlite sqlite;

    private HeardFile(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    public static HeardFile open(Path folder) {
        Path path = folder.resolve("heard.db");
        try {
            return opened(path);
        } catch (StoreException e) {
            if (e.trouble() == StoreException.Trouble.FULL || e.trouble() == StoreException.Trouble.READ_ONLY) {
                // Nothing is wrong with the file, and a new one would find no better card.
                throw e;
            }
            log.warn("What was heard of passes cannot be read and is fetched again: {}", e.getMessage());
            try {
                for (String ending : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(path.resolveSibling(path.getFileName() + ending));
                }
            } catch (IOException undeletable) {
                e.addSuppressed(undeletable);
                throw e;
            }
            return opened(path);
        }
    }

    private static HeardFile opened(Path path) {
        Sqlite file = Sqlite.open(path, Sqlite.Durability.NORMAL);
        try {
            return new HeardFile(file.migrate(SCHEMA));
        } catch (StoreException e) {
            file.close();
            throw e;
        }
    }

    Sqlite sqlite() {
        return sqlite;
    }

    @Override
    public void close() {
        sqlite.close();
    }
}
