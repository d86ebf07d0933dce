package dev.turnstone.turnstile.record;

import dev.turnstone.platform.store.Sqlite;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.turnstile.grant.LaneNews;
import dev.turnstone.turnstile.lane.LaneEvent;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passages, forced ones too, alarms and faults of a lane, on the controller's own disk: what happened at a lane whose
 * gate was off, or that has none. It is no journal: the hub is not told, nothing counts by it, and it keeps only the
 * newest. A disk that fails costs the record and never the lane.
 */
public final class LaneRecord implements AutoCloseable {
    static final long MOST_KEPT = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(LaneRecord.class);
    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE happening (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, event TEXT NOT NULL,
              direction TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
            """);

    private final Optional<Sqlite> file;
    private final InstantSource clock;
    private volatile Optional<String> trouble;

    /** One line. {@code at} is this machine's clock, which a controller without a network may have wrong. */
    public record Happening(long number, String at, String event, String direction, String detail) {}

    private LaneRecord(Optional<Sqlite> file, InstantSource clock, Optional<String> trouble) {
        this.file = file;
        this.clock = clock;
        this.trouble = trouble;
    }

    public static LaneRecord open(Path folder, InstantSource clock) {
        try {
            Sqlite file = Sqlite.open(folder.resolve("lane-record.db"), Sqlite.Durability.FULL);
            try {
                return new LaneRecord(Optional.of(file.migrate(SCHEMA)), clock, Optional.empty());
            } catch (StoreException e) {
                file.close();
                throw e;
            }
        } catch (StoreException e) {
            LOG.error("Nothing is recorded of this lane: {}", e.getMessage());
            return new LaneRecord(Optional.empty(), clock, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** Why nothing is recorded, if nothing is. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** On the disk when this returns, where it is something to be kept. */
    public void add(LaneEvent event) {
        if (file.isEmpty() || !kept(event)) {
            return;
        }
        LaneNews news = LaneNews.of(0, event, Optional.empty(), event.atNanos());
        String at = clock.instant().toString();
        try {
            file.get().write(connection -> {
                try (PreparedStatement insert = connection.prepareStatement(
                                "INSERT INTO happening (at, event, direction, detail) VALUES (?, ?, ?, ?)");
                        PreparedStatement trim = connection.prepareStatement(
                                "DELETE FROM happening WHERE number <= (SELECT max(number) FROM happening) - ?")) {
                    insert.setString(1, at);
                    insert.setString(2, news.event());
                    insert.setString(3, news.direction().orElse(""));
                    insert.setString(4, news.detail().orElse(""));
                    insert.executeUpdate();
                    trim.setLong(1, MOST_KEPT);
                    return trim.executeUpdate();
                }
            });
            trouble = Optional.empty();
        } catch (StoreException e) {
            if (trouble.isEmpty()) {
                LOG.error("The lane's record cannot be written: {}", e.getMessage());
            }
            trouble = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The newest first, at most so many. */
    public List<Happening> newest(int most) {
        return file.map(open -> open.read(connection -> {
                    try (PreparedStatement query = connection.prepareStatement(
                            "SELECT number, at, event, direction, detail FROM happening ORDER BY number DESC LIMIT ?")) {
                        query.setInt(1, most);
                        return rows(query);
                    }
                }))
                .orElseGet(List::of);
    }

    private static List<Happening> rows(PreparedStatement query) throws SQLException {
        List<Happening> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new Happening(
                        rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
            }
        }
        return found;
    }

    /** What began and has not ended yet is in what ends it. */
    private static boolean kept(LaneEvent event) {
        return switch (event) {
            case LaneEvent.PassageCompleted e -> true;
            case LaneEvent.PassageAbandoned e -> true;
            case LaneEvent.GrantCancelled e -> true;
            case LaneEvent.Forced e -> true;
            case LaneEvent.FreePassage e -> true;
            case LaneEvent.FireAlarm e -> true;
            case LaneEvent.FireContactClosed e -> true;
            case LaneEvent.FireReset e -> true;
            case LaneEvent.Faulted e -> true;
            case LaneEvent.FaultCleared e -> true;
            case LaneEvent.Tampered e -> true;
            case LaneEvent.Granted e -> false;
            case LaneEvent.PassageStarted e -> false;
            case LaneEvent.StateChanged e -> false;
        };
    }

    @Override
    public void close() {
        file.ifPresent(Sqlite::close);
    }
}
