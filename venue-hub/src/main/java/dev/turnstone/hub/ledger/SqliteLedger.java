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
    private static final List<String> SCRIPTS = List.of(
            """
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
            """,
            // What the hub answered stands for ever as it was given; the row that people see goes on changing. Batch 0
            // is what was written before there was a chain.
            """
            CREATE TABLE answer (
              journal TEXT NOT NULL,
              seq INTEGER NOT NULL,
              body TEXT NOT NULL,
              batch INTEGER NOT NULL,
              PRIMARY KEY (journal, seq)
            ) WITHOUT ROWID;
            INSERT INTO answer SELECT journal, seq, json_object('event', event, 'pass', coalesce(pass, 0),
                'tier', coalesce(tier, 0), 'version', coalesce(version, 0), 'admits', coalesce(admits, 0),
                'proof', CASE WHEN proof IS NULL THEN NULL ELSE lower(hex(proof)) END, 'device', device, 'gate', gate,
                'lane', lane, 'direction', direction, 'at', at, 'answer', json(answer)), 0
              FROM presentation WHERE answer IS NOT NULL ORDER BY position;
            ALTER TABLE presentation DROP COLUMN answer;
            CREATE TABLE batch (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, link BLOB NOT NULL) STRICT;
            CREATE TABLE seal (
              minute INTEGER PRIMARY KEY,
              batch INTEGER NOT NULL,
              body TEXT NOT NULL,
              signature BLOB NOT NULL
            ) STRICT;
            ALTER TABLE journal ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE journal_entry ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE incident ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
            """,
            Untold.SCRIPT);

    private static final String COLUMNS = """
            journal, seq, event, pass, tier, version, admits, proof, device, gate, lane, direction,
            at, decision, basis, settlement, settled""";

    private static final String UPSERT = "INSERT INTO presentation (" + COLUMNS + """
            )
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (journal, seq) DO UPDATE SET event = excluded.event, pass = excluded.pass,
                tier = excluded.tier, version = excluded.version, admits = excluded.admits, proof = excluded.proof,
                at = excluded.at, decision = excluded.decision, basis = excluded.basis,
                settlement = excluded.settlement, settled = excluded.settled
            """;

    private final Sqlite file;
    // The newest link, and its number: of the one who commits alone, under the file's lock.
    private byte[] link;
    private long batches;

    private SqliteLedger(Sqlite file) {
        this.file = file;
        this.link = LedgerChain.origin();
        findTip();
    }

    private void findTip() {
        Tied tip = file.read(connection -> {
            try (PreparedStatement sql =
                            connection.prepareStatement("SELECT number, link FROM batch ORDER BY number DESC LIMIT 1");
                    ResultSet row = sql.executeQuery()) {
                return row.next() ? new Tied(row.getLong(1), row.getBytes(2)) : new Tied(0, LedgerChain.origin());
            }
        });
        link = tip.link;
        batches = tip.number;
    }

    public static SqliteLedger open(Path path) {
        Sqlite file = Sqlite.open(path, Sqlite.Durability.FULL);
        try {
            SqliteLedger ledger = new SqliteLedger(file.migrate(SCRIPTS));
            ledger.untold().thinOut();
            return ledger;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What the cloud has not been told of this ledger yet. */
    public Untold untold() {
        return new Untold(file);
    }

    /** Seals, backups and proofs of this ledger. */
    public LedgerSeals seals() {
        return new LedgerSeals(file);
    }

    @Override
    public Image load() {
        // A commit that failed may have reached the disk all the same.
        findTip();
        return file.read(connection -> new Image(answers(connection), journals(connection), incidents(connection)));
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
        Tied tied = file.write(connection -> {
            try (Writing writing = new Writing(connection, batches + 1)) {
                for (Change change : changes) {
                    switch (change) {
                        case Change.Presented presented -> writing.presented(presented);
                        case Change.Bound bound -> writing.bound(bound);
                        case Change.Stored stored -> writing.stored(stored);
                        case Change.Raised raised -> writing.raised(raised.incident());
                    }
                }
                return writing.tie(link);
            }
        });
        link = tied.link;
        batches = tied.number;
    }

    /** The newest batch. */
    private static final class Tied {
        private final long number;
        private final byte[] link;

        Tied(long number, byte[] link) {
            this.number = number;
            this.link = link;
        }
    }

    /** The statements of one transaction, prepared when first needed. */
    private static final class Writing implements AutoCloseable {
        private final Connection connection;
        private final long number;
        private final LedgerChain.Batch chain = new LedgerChain.Batch();
        private final Map<String, PreparedStatement> prepared = new HashMap<>();
        private long newestMs;

        Writing(Connection connection, long number) {
            this.connection = connection;
            this.number = number;
        }

        /** A batch that changed only what people see has nothing to be tied. */
        Tied tie(byte[] before) throws SQLException {
            if (chain.isEmpty()) {
                return new Tied(number - 1, before);
            }
            byte[] next = chain.link(number, before);
            PreparedStatement sql = sql("INSERT INTO batch (number, at, link) VALUES (?, ?, ?)");
            sql.setLong(1, number);
            sql.setLong(2, newestMs);
            sql.setBytes(3, next);
            sql.executeUpdate();
            return new Tied(number, next);
        }

        void presented(Change.Presented presented) throws SQLException {
            row(presented.row());
            Optional<Answer> given = presented.row().answer();
            if (given.isPresent()
                    && presented.before().flatMap(LedgerRow::answer).isEmpty()) {
                answer(given.get());
            }
        }

        private void answer(Answer answer) throws SQLException {
            String journal = answer.id().journal().toString();
            String body = StoredAnswer.text(answer);
            PreparedStatement sql = sql("INSERT INTO answer (journal, seq, body, batch) VALUES (?, ?, ?, ?)");
            sql.setString(1, journal);
            sql.setLong(2, answer.id().seq());
            sql.setString(3, body);
            sql.setLong(4, number);
            sql.executeUpdate();
            chain.answer(journal, answer.id().seq(), body);
            newestMs = Math.max(newestMs, answer.at().toEpochMilli());
        }

        private PreparedStatement sql(String text) throws SQLException {
            PreparedStatement known = prepared.get(text);
            if (known == null) {
                known = connection.prepareStatement(text);
                prepared.put(text, known);
            }
            return known;
        }

        private void row(LedgerRow row) throws SQLException {
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
            sql.setString(14, row.decision().map(SqliteLedger::json).orElse(null));
            sql.setString(15, row.basis().map(Enum::name).orElse(null));
            sql.setString(16, row.settlement().name());
            number(sql, 17, row.settled().map(Instant::toEpochMilli));
            sql.executeUpdate();
        }

        void bound(Change.Bound bound) throws SQLException {
            PreparedStatement sql = sql("INSERT INTO journal (id, device, first_seen, batch) VALUES (?, ?, ?, ?)");
            String journal = bound.journal().toString();
            long atMs = bound.at().toEpochMilli();
            sql.setString(1, journal);
            sql.setString(2, bound.device().value());
            sql.setLong(3, atMs);
            sql.setLong(4, number);
            sql.executeUpdate();
            chain.journal(journal, bound.device().value(), atMs);
            newestMs = Math.max(newestMs, atMs);
        }

        void stored(Change.Stored stored) throws SQLException {
            PreparedStatement sql =
                    sql("INSERT INTO journal_entry (journal, position, received, raw, batch) VALUES (?, ?, ?, ?, ?)");
            String journal = stored.journal().toString();
            long atMs = stored.at().toEpochMilli();
            long position = stored.from();
            for (byte[] entry : stored.entries()) {
                sql.setString(1, journal);
                sql.setLong(2, position);
                sql.setLong(3, atMs);
                sql.setBytes(4, entry);
                sql.setLong(5, number);
                sql.executeUpdate();
                chain.entry(journal, position, atMs, entry);
                position++;
            }
            newestMs = Math.max(newestMs, atMs);
        }

        void raised(Incident incident) throws SQLException {
            PreparedStatement sql = sql(
                    "INSERT OR IGNORE INTO incident (kind, identity, device, at, detail, batch) VALUES (?, ?, ?, ?, ?, ?)");
            String kind = incident.kind().name();
            String device = incident.device().value();
            long atMs = incident.at().toEpochMilli();
            sql.setString(1, kind);
            sql.setString(2, incident.identity());
            sql.setString(3, device);
            sql.setLong(4, atMs);
            sql.setString(5, incident.detail());
            sql.setLong(6, number);
            if (sql.executeUpdate() > 0) {
                chain.incident(kind, incident.identity(), device, atMs, incident.detail());
            }
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
                // The row tells what became of it; who has to repeat the answer reads it where it stands for ever.
                Optional.empty());
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

    private static List<Answer> answers(Connection connection) throws SQLException {
        List<Answer> found = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement(
                        "SELECT journal, seq, body FROM answer ORDER BY batch, journal, seq");
                ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                PresentationId id = new PresentationId(JournalId.parse(row.getString(1)), row.getLong(2));
                found.add(StoredAnswer.read(id, row.getString(3)));
            }
        }
        return found;
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
