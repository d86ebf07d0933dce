package dev.turnstone.hub.ledger;

import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.admission.wire.LedgerPage.Line;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.store.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the cloud has not been told of the ledger yet, in the order in which it came to be. It is written by triggers in the
 * transaction of what it is about, so that nothing is kept that is not told, nor told that is not kept.
 */
public final class Untold {
    static final String SCRIPT = """
            CREATE TABLE untold (position INTEGER PRIMARY KEY AUTOINCREMENT, presentation INTEGER NOT NULL) STRICT;
            INSERT INTO untold (presentation) SELECT position FROM presentation ORDER BY position;
            CREATE TRIGGER presentation_made AFTER INSERT ON presentation
              BEGIN INSERT INTO untold (presentation) VALUES (new.position); END;
            CREATE TRIGGER presentation_changed AFTER UPDATE ON presentation
              BEGIN INSERT INTO untold (presentation) VALUES (new.position); END;
            CREATE TABLE not_taken (presentation INTEGER PRIMARY KEY, why TEXT NOT NULL) STRICT;
            """;

    private final Sqlite file;

    Untold(Sqlite file) {
        this.file = file;
    }

    /**
     * What is to be told next.
     *
     * @param upTo the last position that it covers
     * @param presentations of the lines, in their order
     */
    public record Page(long upTo, List<Long> presentations, List<Line> lines) {
        public Page {
            presentations = List.copyOf(presentations);
            lines = List.copyOf(lines);
        }
    }

    /** Each presentation once, as it stands now, however often it has changed meanwhile. */
    public Page next(int most) {
        return file.read(connection -> {
            try (PreparedStatement sql = connection.prepareStatement("""
                    SELECT max(waiting.position) AS up_to, presentation.position AS number, journal, seq, event, pass,
                           tier, device, gate, lane, direction, at, decision, settlement, settled
                    FROM (SELECT position, presentation FROM untold ORDER BY position LIMIT ?) waiting
                    JOIN presentation ON presentation.position = waiting.presentation
                    GROUP BY presentation.position ORDER BY up_to""")) {
                sql.setInt(1, most);
                try (ResultSet row = sql.executeQuery()) {
                    return page(row);
                }
            }
        });
    }

    private static Page page(ResultSet row) throws SQLException {
        long upTo = 0;
        List<Long> presentations = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        while (row.next()) {
            upTo = row.getLong("up_to");
            presentations.add(row.getLong("number"));
            lines.add(line(row));
        }
        return new Page(upTo, presentations, lines);
    }

    private static Line line(ResultSet row) throws SQLException {
        Optional<String> event = Optional.ofNullable(row.getString("event"));
        long pass = row.getLong("pass");
        int tier = row.getInt("tier");
        return new Line(
                new ClaimRequest.Presentation(row.getString("journal"), row.getLong("seq")),
                event,
                event.map(known -> Long.toUnsignedString(pass)),
                event.map(known -> tier),
                row.getString("device"),
                row.getString("gate"),
                row.getString("lane"),
                row.getString("direction").toLowerCase(Locale.ROOT),
                Instant.ofEpochMilli(row.getLong("at")),
                Optional.ofNullable(row.getString("decision")).map(json -> Json.read(json, ClaimAnswer.class)),
                row.getString("settlement").toLowerCase(Locale.ROOT).replace('_', '-'),
                instant(row, "settled"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** The cloud has all of it. What has changed since stays untold. */
    public void told(Page page) {
        file.write(connection -> {
            for (long presentation : page.presentations()) {
                update(connection, "DELETE FROM not_taken WHERE presentation = ?", presentation);
            }
            return forget(connection, page);
        });
    }

    /** The cloud will not have this one line: it is put aside, so that the others go on. When it changes it is told again. */
    public void notTaken(Page page, String why) {
        file.write(connection -> {
            for (long presentation : page.presentations()) {
                try (PreparedStatement sql =
                        connection.prepareStatement("INSERT OR REPLACE INTO not_taken VALUES (?, ?)")) {
                    sql.setLong(1, presentation);
                    sql.setString(2, why);
                    sql.executeUpdate();
                }
            }
            return forget(connection, page);
        });
    }

    private static int forget(Connection connection, Page page) throws SQLException {
        return update(connection, "DELETE FROM untold WHERE position <= ?", page.upTo());
    }

    /** How many changes wait. */
    public long waiting() {
        return count("SELECT count(*) FROM untold");
    }

    /** How many lines the cloud would not have. */
    public long notTaken() {
        return count("SELECT count(*) FROM not_taken");
    }

    /** One change for each presentation is enough, where nobody has been told for long. */
    void thinOut() {
        file.write(connection -> {
            try (PreparedStatement sql = connection.prepareStatement(
                    "DELETE FROM untold WHERE position NOT IN (SELECT max(position) FROM untold GROUP BY presentation)")) {
                return sql.executeUpdate();
            }
        });
    }

    private long count(String query) {
        return file.read(connection -> {
            try (PreparedStatement sql = connection.prepareStatement(query);
                    ResultSet row = sql.executeQuery()) {
                return row.getLong(1);
            }
        });
    }

    private static int update(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, value);
            return statement.executeUpdate();
        }
    }
}
