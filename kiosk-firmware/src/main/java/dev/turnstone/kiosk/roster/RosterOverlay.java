package dev.turnstone.kiosk.roster;

import dev.turnstone.platform.store.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What changed since the rosters' files, on the disk. It says nothing that could not be fetched again. */
final class RosterOverlay {
    private final Sqlite file;

    RosterOverlay(HeardFile heard) {
        this.file = heard.sqlite();
    }

    /** One change. The position is that of whatever brought it: the higher one wins. */
    record Told(long position, RosterEntry entry) {}

    /**
     * How far one roster was heard.
     *
     * @param base the changes are all that came behind this position
     * @param position and up to this one without a gap
     * @param confirmed when the hub last said that nothing is newer, by this gate's clock
     */
    record Heard(String incarnation, long base, long position, Instant confirmed) {
        static final Heard NOTHING = new Heard("", 0, 0, Instant.EPOCH);
    }

    record Image(Heard heard, Map<Long, Told> changes) {}

    Set<String> events() {
        return file.read(connection -> {
            Set<String> events = new TreeSet<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT event FROM roster");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
            return events;
        });
    }

    Image load(String event) {
        return file.read(connection -> new Image(heard(connection, event), changes(connection, event)));
    }

    /**
     * Writes what is new.
     *
     * @param upTo what stands up to here is in the roster's file by now, and goes
     */
    void write(String event, Heard heard, Map<Long, Told> fresh, long upTo) {
        file.write(connection -> {
            delete(connection, event, upTo);
            try (PreparedStatement sql =
                    connection.prepareStatement("INSERT OR REPLACE INTO roster_change VALUES (?, ?, ?, ?)")) {
                for (Map.Entry<Long, Told> each : fresh.entrySet()) {
                    sql.setString(1, event);
                    sql.setLong(2, each.getKey());
                    sql.setLong(3, each.getValue().position());
                    sql.setBytes(4, each.getValue().entry().bytes());
                    sql.addBatch();
                }
                sql.executeBatch();
            }
            return write(connection, event, heard);
        });
    }

    /** Another roster holds, of which these changes are none. */
    void restart(String event, Heard heard) {
        file.write(connection -> {
            delete(connection, event, Long.MAX_VALUE);
            return write(connection, event, heard);
        });
    }

    void forget(String event) {
        file.write(connection -> {
            delete(connection, event, Long.MAX_VALUE);
            try (PreparedStatement sql = connection.prepareStatement("DELETE FROM roster WHERE event = ?")) {
                sql.setString(1, event);
                return sql.executeUpdate();
            }
        });
    }

    private static void delete(Connection connection, String event, long upTo) throws SQLException {
        try (PreparedStatement sql =
                connection.prepareStatement("DELETE FROM roster_change WHERE event = ? AND position <= ?")) {
            sql.setString(1, event);
            sql.setLong(2, upTo);
            sql.executeUpdate();
        }
    }

    private static int write(Connection connection, String event, Heard heard) throws SQLException {
        try (PreparedStatement sql =
                connection.prepareStatement("INSERT OR REPLACE INTO roster VALUES (?, ?, ?, ?, ?)")) {
            sql.setString(1, event);
            sql.setString(2, heard.incarnation());
            sql.setLong(3, heard.base());
            sql.setLong(4, heard.position());
            sql.setLong(5, heard.confirmed().toEpochMilli());
            return sql.executeUpdate();
        }
    }

    private static Heard heard(Connection connection, String event) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT incarnation, base, position, confirmed FROM roster WHERE event = ?")) {
            query.setString(1, event);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? new Heard(
                                row.getString(1), row.getLong(2), row.getLong(3), Instant.ofEpochMilli(row.getLong(4)))
                        : Heard.NOTHING;
            }
        }
    }

    private static Map<Long, Told> changes(Connection connection, String event) throws SQLException {
        Map<Long, Told> changes = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT pass, position, entry FROM roster_change WHERE event = ?")) {
            query.setString(1, event);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    long pass = rows.getLong(1);
                    long position = rows.getLong(2);
                    RosterEntry.read(rows.getBytes(3)).ifPresent(entry -> changes.put(pass, new Told(position, entry)));
                }
            }
        }
        return changes;
    }
}
