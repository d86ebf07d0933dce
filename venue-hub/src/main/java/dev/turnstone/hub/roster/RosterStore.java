package dev.turnstone.hub.roster;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.hub.roster.Roster.FeedPosition;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.store.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The roster's file. It can all be fetched from the cloud again, so the last moment before a power cut may be lost. */
final class RosterStore implements AutoCloseable {
    private static final List<String> SCRIPTS = List.of(
            """
            CREATE TABLE feed (
              only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
              incarnation TEXT NOT NULL,
              position INTEGER NOT NULL
            );
            CREATE TABLE setting (subject TEXT PRIMARY KEY, json TEXT NOT NULL);
            CREATE TABLE pass (
              event TEXT NOT NULL,
              number INTEGER NOT NULL,
              tier INTEGER NOT NULL,
              version INTEGER NOT NULL,
              admits INTEGER NOT NULL,
              revoked INTEGER NOT NULL,
              proof BLOB NOT NULL,
              incarnation TEXT NOT NULL,
              PRIMARY KEY (event, number)
            ) WITHOUT ROWID;
            CREATE TABLE quarantine (
              position INTEGER NOT NULL,
              incarnation TEXT NOT NULL,
              kind TEXT NOT NULL,
              body TEXT NOT NULL,
              why TEXT NOT NULL,
              at INTEGER NOT NULL,
              PRIMARY KEY (incarnation, position)
            );
            """,
            // Gates are told of passes in the order in which they last changed; a file that does not know it is read
            // anew.
            """
            ALTER TABLE pass ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
            CREATE INDEX pass_by_position ON pass (event, position);
            ALTER TABLE feed ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
            DELETE FROM feed;
            """);

    /** In one statement, so that the cloud's link may write meanwhile. */
    private static final String PAGE = """
            SELECT f.incarnation,
                   (SELECT coalesce(MAX(position), 0) FROM pass WHERE event = ?),
                   p.position, p.number, p.tier, p.version, p.admits, p.revoked
              FROM feed f LEFT JOIN pass p ON p.event = ? AND p.position > ?
             WHERE f.whole
             ORDER BY p.position LIMIT ?
            """;

    private final Sqlite file;

    private RosterStore(Sqlite file) {
        this.file = file;
    }

    static RosterStore open(Path path) {
        return new RosterStore(Sqlite.open(path, Sqlite.Durability.NORMAL).migrate(SCRIPTS));
    }

    /** What one entry of the feed changes. */
    sealed interface Change {
        record Setting(String subject, SignedSetting signed) implements Change {}

        record Pass(PassKey key, RosterEntry entry, long position) implements Change {}

        record Quarantined(long position, String kind, String body, String why, Instant at) implements Change {}
    }

    /** Everything in the file. */
    record Image(
            FeedPosition position, boolean whole, List<SignedSetting> settings, Map<PassKey, RosterEntry> passes) {}

    Image load() {
        return file.read(connection ->
                new Image(position(connection), whole(connection), settings(connection), passes(connection)));
    }

    /**
     * @param complete nothing of an earlier life of the feed holds any more
     * @param whole this life of the feed was once read to its end
     */
    void commit(List<Change> changes, FeedPosition position, boolean complete, boolean whole) {
        file.write(connection -> {
            for (Change change : changes) {
                switch (change) {
                    case Change.Setting setting -> write(connection, setting);
                    case Change.Pass pass -> write(connection, pass, position.incarnation());
                    case Change.Quarantined poison -> write(connection, poison, position.incarnation());
                }
            }
            if (complete) {
                try (PreparedStatement sql = connection.prepareStatement("DELETE FROM pass WHERE incarnation <> ?")) {
                    sql.setString(1, position.incarnation());
                    sql.executeUpdate();
                }
            }
            try (PreparedStatement sql =
                    connection.prepareStatement("INSERT OR REPLACE INTO feed VALUES (1, ?, ?, ?)")) {
                sql.setString(1, position.incarnation());
                sql.setLong(2, position.position());
                sql.setBoolean(3, whole);
                return sql.executeUpdate();
            }
        });
    }

    private static void write(Connection connection, Change.Setting setting) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("INSERT OR REPLACE INTO setting VALUES (?, ?)")) {
            sql.setString(1, setting.subject());
            sql.setString(2, Json.text(setting.signed()));
            sql.executeUpdate();
        }
    }

    private static void write(Connection connection, Change.Pass pass, String incarnation) throws SQLException {
        RosterEntry entry = pass.entry();
        try (PreparedStatement sql =
                connection.prepareStatement("INSERT OR REPLACE INTO pass VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            sql.setString(1, pass.key().event().value());
            sql.setLong(2, pass.key().number().value());
            sql.setInt(3, entry.tier());
            sql.setInt(4, entry.version());
            sql.setInt(5, entry.admits());
            sql.setBoolean(6, !(entry.standing() instanceof Standing.Valid));
            sql.setBytes(7, entry.proof().bytes());
            sql.setString(8, incarnation);
            sql.setLong(9, pass.position());
            sql.executeUpdate();
        }
    }

    private static void write(Connection connection, Change.Quarantined poison, String incarnation)
            throws SQLException {
        try (PreparedStatement sql =
                connection.prepareStatement("INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?)")) {
            sql.setLong(1, poison.position());
            sql.setString(2, incarnation);
            sql.setString(3, poison.kind());
            sql.setString(4, poison.body());
            sql.setString(5, poison.why());
            sql.setLong(6, poison.at().toEpochMilli());
            sql.executeUpdate();
        }
    }

    private static FeedPosition position(Connection connection) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("SELECT incarnation, position FROM feed");
                ResultSet rows = sql.executeQuery()) {
            return rows.next() ? new FeedPosition(rows.getString(1), rows.getLong(2)) : FeedPosition.START;
        }
    }

    private static boolean whole(Connection connection) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("SELECT whole FROM feed");
                ResultSet rows = sql.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** Up to where each event's passes have changed. */
    Map<EventId, Long> heads() {
        return file.read(connection -> {
            Map<EventId, Long> heads = new HashMap<>();
            try (PreparedStatement sql =
                            connection.prepareStatement("SELECT event, MAX(position) FROM pass GROUP BY event");
                    ResultSet rows = sql.executeQuery()) {
                while (rows.next()) {
                    heads.put(new EventId(rows.getString(1)), rows.getLong(2));
                }
            }
            return heads;
        });
    }

    /** The passes of an event that changed after a position, as of one moment; empty while a new feed is being read. */
    Optional<RosterPage> page(EventId event, long after, int most) {
        return file.read(connection -> {
            try (PreparedStatement sql = connection.prepareStatement(PAGE)) {
                sql.setString(1, event.value());
                sql.setString(2, event.value());
                sql.setLong(3, after);
                sql.setInt(4, most);
                try (ResultSet rows = sql.executeQuery()) {
                    return page(event, rows, most);
                }
            }
        });
    }

    private static Optional<RosterPage> page(EventId event, ResultSet rows, int most) throws SQLException {
        List<RosterChanges.Change> passes = new ArrayList<>();
        String incarnation = "";
        long head = 0;
        long to = 0;
        while (rows.next()) {
            incarnation = rows.getString(1);
            head = rows.getLong(2);
            long position = rows.getLong(3);
            if (rows.wasNull()) {
                break;
            }
            to = position;
            passes.add(new RosterChanges.Change(
                    new PassNumber(rows.getLong(4)).toString(),
                    rows.getInt(5),
                    rows.getInt(6),
                    rows.getInt(7),
                    rows.getBoolean(8) ? RosterChanges.Change.REVOKED : RosterChanges.Change.VALID,
                    Optional.empty(),
                    Optional.empty()));
        }
        return incarnation.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RosterPage(event.value(), incarnation, passes.size() < most ? head : to, head, passes));
    }

    private static List<SignedSetting> settings(Connection connection) throws SQLException {
        List<SignedSetting> found = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement("SELECT json FROM setting");
                ResultSet rows = sql.executeQuery()) {
            while (rows.next()) {
                found.add(Json.read(rows.getString(1), SignedSetting.class));
            }
        }
        return found;
    }

    private static Map<PassKey, RosterEntry> passes(Connection connection) throws SQLException {
        Map<PassKey, RosterEntry> found = new HashMap<>();
        try (PreparedStatement sql = connection.prepareStatement(
                        "SELECT event, number, tier, version, admits, revoked, proof FROM pass");
                ResultSet rows = sql.executeQuery()) {
            while (rows.next()) {
                found.put(
                        new PassKey(new EventId(rows.getString(1)), new PassNumber(rows.getLong(2))),
                        new RosterEntry(
                                rows.getInt(3),
                                rows.getInt(4),
                                rows.getInt(5),
                                rows.getBoolean(6) ? new Standing.Revoked() : new Standing.Valid(),
                                Proof.of(rows.getBytes(7))));
            }
        }
        return found;
    }

    @Override
    public void close() {
        file.close();
    }
}
