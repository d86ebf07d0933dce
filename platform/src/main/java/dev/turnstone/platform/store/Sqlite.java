package dev.turnstone.platform.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;

/**
 * One SQLite file in WAL mode: one writer at a time, readers beside it. When {@link #write} returns under
 * {@link Durability#FULL}, what it wrote is on the disk.
 */
public final class Sqlite implements AutoCloseable {
    public enum Durability {
        /** Every commit reaches the disk before it returns. For what nobody could give us again. */
        FULL,
        /** A power cut may take the last commits. For what can be fetched again. */
        NORMAL
    }

    private final Path file;
    private final Connection writer;
    private final Connection reader;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ReentrantLock reading = new ReentrantLock();

    private Sqlite(Path file, Connection writer, Connection reader) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
    }

    /** Loads what the first file needs, for whoever wants to have that behind them; who opens one meets what went wrong. */
    public static boolean prepare() {
        try {
            return SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            return false;
        }
    }

    public static Sqlite open(Path file, Durability durability) {
        try {
            Connection writer = connect(file, durability);
            try {
                writer.setAutoCommit(false);
                return new Sqlite(file, writer, connect(file, durability));
            } catch (SQLException e) {
                writer.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("The database %s cannot be opened: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Connection connect(Path file, Durability durability) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                switch (durability) {
                    case FULL -> SQLiteConfig.SynchronousMode.FULL;
                    case NORMAL -> SQLiteConfig.SynchronousMode.NORMAL;
                });
        config.setBusyTimeout(5_000);
        config.enforceForeignKeys(true);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** Runs the scripts this file has not seen yet, each in a transaction of its own; they are only ever appended. */
    public Sqlite migrate(List<String> scripts) {
        int done = write(connection -> {
            try (Statement statement = connection.createStatement();
                    var rows = statement.executeQuery("PRAGMA user_version")) {
                return rows.getInt(1);
            }
        });
        if (done > scripts.size()) {
            throw new StoreException(
                    "The database %s was written by a newer version (%d > %d): install that version, or restore a backup."
                            .formatted(file, done, scripts.size()),
                    new IllegalStateException("newer schema"));
        }
        for (int i = done; i < scripts.size(); i++) {
            int version = i + 1;
            String script = scripts.get(i);
            write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    // Not execute(): that would run the first statement of the script and drop the rest.
                    statement.executeUpdate(script);
                    return statement.executeUpdate("PRAGMA user_version = " + version);
                }
            });
        }
        return this;
    }

    /** All of {@code work}, or nothing. */
    public <T extends @Nullable Object> T write(SqlWork<T> work) {
        writing.lock();
        try {
            T result = work.run(writer);
            writer.commit();
            return result;
        } catch (SQLException e) {
            rollback(e);
            throw new StoreException("Writing to %s failed: %s".formatted(file, e.getMessage()), e);
        } catch (RuntimeException e) {
            rollback(e);
            throw e;
        } finally {
            writing.unlock();
        }
    }

    /** Sees what is committed. */
    public <T extends @Nullable Object> T read(SqlWork<T> work) {
        reading.lock();
        try {
            return work.run(reader);
        } catch (SQLException e) {
            throw new StoreException("Reading from %s failed: %s".formatted(file, e.getMessage()), e);
        } finally {
            reading.unlock();
        }
    }

    private void rollback(Exception cause) {
        try {
            writer.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            beginAnew(cause);
        }
    }

    /**
     * On a full disk SQLite takes the transaction back itself; then the driver finds none to roll back, gives up, and
     * begins none for the next write, whose statements would each stand on the disk although its commit fails.
     */
    private void beginAnew(Exception cause) {
        try (Statement statement = writer.createStatement()) {
            statement.execute("BEGIN");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        writing.lock();
        reading.lock();
        try {
            reader.close();
            writer.close();
        } catch (SQLException e) {
            throw new StoreException("Closing %s failed: %s".formatted(file, e.getMessage()), e);
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }
}
