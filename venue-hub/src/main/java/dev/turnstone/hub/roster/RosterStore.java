package dev.turnstone.hub.roster;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.venue.EventId;
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

/** The roster's file. It can all be fetched from the cloud again, so the last moment before a power cut may be lost. */
final class RosterStore implements AutoCloseable {
    private static final List<String> SCRIPTS = List.of("""
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
            """);

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

        record Pass(PassKey key, RosterEntry entry) implements Change {}

        record Quarantined(long position, String kind, String body, String why, Instant at) implements Change {}
    }

    /** Everything in the file. */
    record Image(FeedPosition position, List<SignedSetting> settings, Map<PassKey, RosterEntry> passes) {}

    Image load() {
        return file.read(connection -> new Image(position(connection), settings(connection), passes(connection)));
    }

    /** @param complete nothing of an earlier life of the feed holds any more */
    void commit(List<Change> changes, FeedPosition position, boolean complete) {
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
            try (PreparedStatement sql = connection.prepareStatement("INSERT OR REPLACE INTO feed VALUES (1, ?, ?)")) {
                sql.setString(1, position.incarnation());
                sql.setLong(2, position.position());
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
                connection.prepareStatement("INSERT OR REPLACE INTO pass VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            sql.setString(1, pass.key().event().value());
            sql.setLong(2, pass.key().number().value());
            sql.setInt(3, entry.tier());
            sql.setInt(4, entry.version());
            sql.setInt(5, entry.admits());
            sql.setBoolean(6, !(entry.standing() instanceof Standing.Valid));
            sql.setBytes(7, entry.proof().bytes());
            sql.setString(8, incarnation);
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
