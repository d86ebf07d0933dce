package dev.turnstone.hub.ledger;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.store.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link LedgerStore} in one SQLite file, synchronous=FULL: what was committed survives a power cut. */
public final class SqliteLedger implements LedgerStore, AutoCloseable {
    private static final List<String> SCRIPTS = List.of("""
            CREATE TABLE presentation (
              position INTEGER PRIMARY KEY AUTOINCREMENT,
              journal TEXT NOT NULL,
              seq INTEGER NOT NULL,
              event TEXT,
              pass INTEGER,
              tier INTEGER,
              version INTEGER,
              admits INTEGER,
              proof BLOB,
              device TEXT NOT NULL,
              gate TEXT NOT NULL,
              lane TEXT NOT NULL,
              direction TEXT NOT NULL,
              at INTEGER NOT NULL,
              answer TEXT,
              decision TEXT,
              basis TEXT,
              settlement TEXT NOT NULL,
              settled INTEGER,
              UNIQUE (journal, seq)
            );
            CREATE INDEX presentation_pass ON presentation (event, pass) WHERE pass IS NOT NULL;
            CREATE TABLE journal (
              id TEXT PRIMARY KEY,
              device TEXT NOT NULL,
              first_seen INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE journal_entry (
              journal TEXT NOT NULL REFERENCES journal (id),
              position INTEGER NOT NULL,
              received INTEGER NOT NULL,
              raw BLOB NOT NULL,
              PRIMARY KEY (journal, position)
            ) WITHOUT ROWID;
            CREATE TABLE incident (
              position INTEGER PRIMARY KEY AUTOINCREMENT,
              kind TEXT NOT NULL,
              identity TEXT NOT NULL UNIQUE,
              device TEXT NOT NULL,
              at INTEGER NOT NULL,
              detail TEXT NOT NULL
            );
            """);

    private static final String COLUMNS = """
            journal, seq, event, pass, tier, version, admits, proof, device, gate, lane, direction,
            at, answer, decision, basis, settlement, settled""";

    private static final String UPSERT = "INSERT INTO presentation (" + COLUMNS + """
            )
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (journal, seq) DO UPDATE SET event = excluded.event, pass = excluded.pass,
                tier = excluded.tier, version = excluded.version, admits = excluded.admits, proof = excluded.proof,
                at = excluded.at, answer = excluded.answer, decision = excluded.decision, basis = excluded.basis,
                settlement = excluded.settlement, settled = excluded.settled
            """;

    private final Sqlite file;

    private SqliteLedger(Sqlite file) {
        this.file = file;
    }

    public static SqliteLedger open(Path path) {
        return new SqliteLedger(Sqlite.open(path, Sqlite.Durability.FULL).migrate(SCRIPTS));
    }

    @Override
    public Image load() {
        return file.read(connection -> new Image(
                rows(connection, "SELECT " + COLUMNS + " FROM presentation WHERE answer IS NOT NULL ORDER BY position")
                        .stream()
                        .flatMap(row -> row.answer().stream())
                        .toList(),
                journals(connection),
                incidents(connection)));
    }

    /** The newest rows first. */
    public List<LedgerRow> newest(int limit) {
        return file.read(connection ->
                rows(connection, "SELECT " + COLUMNS + " FROM presentation ORDER BY position DESC LIMIT " + limit));
    }

    @Override
    public Optional<byte[]> entry(JournalId journal, long position) {
        return file.read(connection -> {
            try (PreparedStatement sql =
                    connection.prepareStatement("SELECT raw FROM journal_entry WHERE journal = ? AND position = ?")) {
                sql.setString(1, journal.toString());
                sql.setLong(2, position);
                try (ResultSet found = sql.executeQuery()) {
                    return found.next() ? Optional.of(found.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void commit(List<Change> changes) {
        file.write(connection -> {
            try (Writing writing = new Writing(connection)) {
                for (Change change : changes) {
                    switch (change) {
                        case Change.Presented presented -> writing.row(presented.row());
                        case Change.Bound bound -> writing.bound(bound);
                        case Change.Stored stored -> writing.stored(stored);
                        case Change.Raised raised -> writing.raised(raised.incident());
                    }
                }
                return changes.size();
            }
        });
    }

    /** The statements of one transaction, prepared when first needed. */
    private static final class Writing implements AutoCloseable {
        private final Connection connection;
        private final Map<String, PreparedStatement> prepared = new HashMap<>();

        Writing(Connection connection) {
            this.connection = connection;
        }

        private PreparedStatement sql(String text) throws SQLException {
            PreparedStatement known = prepared.get(text);
            if (known == null) {
                known = connection.prepareStatement(text);
                prepared.put(text, known);
            }
            return known;
        }

        void row(LedgerRow row) throws SQLException {
            PreparedStatement sql = sql(UPSERT);
            Optional<Shown> shown = row.shown();
            sql.setString(1, row.id().journal().toString());
            sql.setLong(2, row.id().seq());
            sql.setString(3, shown.map(each -> each.event().value()).orElse(null));
            number(sql, 4, shown.map(each -> each.number().value()));
            number(sql, 5, shown.map(each -> (long) each.tier()));
            number(sql, 6, shown.map(each -> (long) each.version()));
            number(sql, 7, shown.map(each -> (long) each.admits()));
            sql.setBytes(8, shown.map(each -> each.proof().bytes()).orElse(null));
            sql.setString(9, row.doorway().device().value());
            sql.setString(10, row.doorway().gate().value());
            sql.setString(11, row.doorway().lane().value());
            sql.setString(12, row.doorway().direction().name());
            sql.setLong(13, row.at().toEpochMilli());
            sql.setString(
                    14,
                    row.answer().map(Answer::decision).map(SqliteLedger::json).orElse(null));
            sql.setString(15, row.decision().map(SqliteLedger::json).orElse(null));
            sql.setString(16, row.basis().map(Enum::name).orElse(null));
            sql.setString(17, row.settlement().name());
            number(sql, 18, row.settled().map(Instant::toEpochMilli));
            sql.executeUpdate();
        }

        void bound(Change.Bound bound) throws SQLException {
            PreparedStatement sql = sql("INSERT INTO journal (id, device, first_seen) VALUES (?, ?, ?)");
            sql.setString(1, bound.journal().toString());
            sql.setString(2, bound.device().value());
            sql.setLong(3, bound.at().toEpochMilli());
            sql.executeUpdate();
        }

        void stored(Change.Stored stored) throws SQLException {
            PreparedStatement sql =
                    sql("INSERT INTO journal_entry (journal, position, received, raw) VALUES (?, ?, ?, ?)");
            long position = stored.from();
            for (byte[] entry : stored.entries()) {
                sql.setString(1, stored.journal().toString());
                sql.setLong(2, position++);
                sql.setLong(3, stored.at().toEpochMilli());
                sql.setBytes(4, entry);
                sql.executeUpdate();
            }
        }

        void raised(Incident incident) throws SQLException {
            PreparedStatement sql =
                    sql("INSERT OR IGNORE INTO incident (kind, identity, device, at, detail) VALUES (?, ?, ?, ?, ?)");
            sql.setString(1, incident.kind().name());
            sql.setString(2, incident.identity());
            sql.setString(3, incident.device().value());
            sql.setLong(4, incident.at().toEpochMilli());
            sql.setString(5, incident.detail());
            sql.executeUpdate();
        }

        private static void number(PreparedStatement sql, int index, Optional<Long> value) throws SQLException {
            if (value.isPresent()) {
                sql.setLong(index, value.get());
            } else {
                sql.setNull(index, Types.INTEGER);
            }
        }

        @Override
        public void close() throws SQLException {
            for (PreparedStatement each : prepared.values()) {
                each.close();
            }
        }
    }

    private static List<LedgerRow> rows(Connection connection, String query) throws SQLException {
        List<LedgerRow> found = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement(query);
                ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                found.add(row(row));
            }
        }
        return found;
    }

    private static LedgerRow row(ResultSet row) throws SQLException {
        PresentationId id = new PresentationId(JournalId.parse(row.getString("journal")), row.getLong("seq"));
        Optional<Shown> shown = shown(row);
        Doorway doorway = new Doorway(
                new DeviceId(row.getString("device")),
                new GateId(row.getString("gate")),
                new LaneId(row.getString("lane")),
                Direction.valueOf(row.getString("direction")));
        Instant at = Instant.ofEpochMilli(row.getLong("at"));
        long settled = row.getLong("settled");
        return new LedgerRow(
                id,
                shown,
                doorway,
                at,
                Optional.ofNullable(row.getString("decision")).map(SqliteLedger::decision),
                Optional.ofNullable(row.getString("basis")).map(Basis::valueOf),
                Settlement.valueOf(row.getString("settlement")),
                settled == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(settled)),
                Optional.ofNullable(row.getString("answer"))
                        .map(json -> new Answer(id, shown, doorway, at, decision(json))));
    }

    private static Optional<Shown> shown(ResultSet row) throws SQLException {
        String event = row.getString("event");
        return event == null
                ? Optional.empty()
                : Optional.of(new Shown(
                        new EventId(event),
                        new PassNumber(row.getLong("pass")),
                        row.getInt("tier"),
                        row.getInt("version"),
                        row.getInt("admits"),
                        Proof.of(row.getBytes("proof"))));
    }

    private static String json(Decision decision) {
        return Json.text(ClaimAnswer.of(decision));
    }

    private static Decision decision(String json) {
        return Json.read(json, ClaimAnswer.class).decision();
    }

    private static List<StoredJournal> journals(Connection connection) throws SQLException {
        List<StoredJournal> found = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement("SELECT id, device FROM journal ORDER BY id");
                ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                String id = row.getString(1);
                found.add(new StoredJournal(
                        JournalId.parse(id), new DeviceId(row.getString(2)), entries(connection, id)));
            }
        }
        return found;
    }

    private static List<byte[]> entries(Connection connection, String journal) throws SQLException {
        List<byte[]> found = new ArrayList<>();
        try (PreparedStatement sql =
                connection.prepareStatement("SELECT raw FROM journal_entry WHERE journal = ? ORDER BY position")) {
            sql.setString(1, journal);
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    found.add(row.getBytes(1));
                }
            }
        }
        return found;
    }

    private static List<Incident> incidents(Connection connection) throws SQLException {
        List<Incident> found = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement(
                        "SELECT kind, identity, device, at, detail FROM incident ORDER BY position");
                ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                found.add(new Incident(
                        Incident.Kind.valueOf(row.getString(1)),
                        row.getString(2),
                        new DeviceId(row.getString(3)),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getString(5)));
            }
        }
        return found;
    }

    @Override
    public void close() {
        file.close();
    }
}
