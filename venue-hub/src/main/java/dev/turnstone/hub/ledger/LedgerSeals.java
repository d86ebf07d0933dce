package dev.turnstone.hub.ledger;

import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.store.Sqlite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One seal for every minute in which the ledger grew: how far its chain had come, and how many were inside as far as the
 * hub knew then, signed by the hub. Whoever keeps a seal can prove later what the ledger said, and that it says so still.
 */
public final class LedgerSeals {
    private static final String ALGORITHM = "SHA256withECDSA";
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String CROSSED = "('COMPLETED', 'FORCED', 'FREE')";

    private final Sqlite file;

    LedgerSeals(Sqlite file) {
        this.file = file;
    }

    /**
     * What is signed.
     *
     * @param through the end of the minute
     * @param batch the last one before the seal
     * @param link of that batch, in hexadecimal
     */
    public record Sealed(Instant through, long batch, String link, List<Inside> inside) {
        public Sealed {
            inside = List.copyOf(inside);
        }
    }

    /** How many crossed for one event; those without a pass are under no event's name. */
    public record Inside(Optional<String> event, long entered, long left) {}

    /** A seal as it is kept: the very text that was signed. */
    public record Seal(String text, String signature) {
        public Sealed sealed() {
            return Json.read(text, Sealed.class);
        }

        public boolean isSignedBy(PublicKey key) {
            try {
                Signature verifier = Signature.getInstance(ALGORITHM);
                verifier.initVerify(key);
                verifier.update(text.getBytes(StandardCharsets.UTF_8));
                return verifier.verify(HexFormat.of().parseHex(signature));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                return false;
            }
        }
    }

    /**
     * How many were inside at an instant.
     *
     * @param known as far as the hub knew then: the last seal before it; empty before the first
     * @param now as the hub knows by now, with what journals have told since
     */
    public record HowMany(Instant at, Optional<Seal> known, List<Inside> now) {
        public HowMany {
            now = List.copyOf(now);
        }
    }

    /**
     * What came out of looking at all of it.
     *
     * @param fault what is not as it was written; empty where all is
     */
    public record Findings(long batches, long seals, Optional<String> fault) {}

    /** Seals the minute before this one, if anything came since the last seal. */
    public Optional<Seal> seal(Instant now, PrivateKey key) {
        long minute = Math.floorDiv(now.getEpochSecond(), A_MINUTE.toSeconds());
        Optional<Sealed> due = file.read(connection -> due(connection, Instant.ofEpochSecond(minute * 60)));
        return due.map(content -> {
            Seal seal = signed(content, key);
            file.write(connection -> {
                try (PreparedStatement sql =
                        connection.prepareStatement("INSERT OR IGNORE INTO seal VALUES (?, ?, ?, ?)")) {
                    sql.setLong(1, minute);
                    sql.setLong(2, content.batch());
                    sql.setString(3, seal.text());
                    sql.setBytes(4, HexFormat.of().parseHex(seal.signature()));
                    return sql.executeUpdate();
                }
            });
            return seal;
        });
    }

    private static Seal signed(Sealed content, PrivateKey key) {
        try {
            String text = Json.text(content);
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return new Seal(text, HexFormat.of().formatHex(signer.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the hub's key cannot sign", e);
        }
    }

    private static Optional<Sealed> due(Connection connection, Instant through) throws SQLException {
        // One transaction, so that what is counted is what the chain has come to.
        connection.setAutoCommit(false);
        try (PreparedStatement sql = connection.prepareStatement("""
                SELECT number, link FROM batch
                WHERE number > (SELECT coalesce(max(batch), 0) FROM seal)
                  AND NOT EXISTS (SELECT 1 FROM seal WHERE minute >= ?)
                ORDER BY number DESC LIMIT 1""")) {
            sql.setLong(1, through.getEpochSecond() / 60);
            try (ResultSet row = sql.executeQuery()) {
                return row.next()
                        ? Optional.of(new Sealed(
                                through,
                                row.getLong(1),
                                HexFormat.of().formatHex(row.getBytes(2)),
                                inside(connection, Instant.MAX)))
                        : Optional.empty();
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** The proof for "how many at 23:42?". */
    public HowMany howMany(Instant at) {
        return file.read(connection -> new HowMany(at, lastSeal(connection, at), inside(connection, at)));
    }

    private static Optional<Seal> lastSeal(Connection connection, Instant at) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "SELECT body, signature FROM seal WHERE minute <= ? ORDER BY minute DESC LIMIT 1")) {
            sql.setLong(1, Math.floorDiv(at.getEpochSecond(), 60L));
            try (ResultSet row = sql.executeQuery()) {
                return row.next() ? Optional.of(seal(row)) : Optional.empty();
            }
        }
    }

    private static Seal seal(ResultSet row) throws SQLException {
        return new Seal(row.getString("body"), HexFormat.of().formatHex(row.getBytes("signature")));
    }

    private static List<Inside> inside(Connection connection, Instant until) throws SQLException {
        List<Inside> found = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement("SELECT event, sum(direction = 'IN') AS entered,"
                + " sum(direction = 'OUT') AS gone FROM presentation WHERE settlement IN " + CROSSED
                + " AND coalesce(settled, at) <= ? GROUP BY event ORDER BY event")) {
            sql.setLong(1, until.equals(Instant.MAX) ? Long.MAX_VALUE : until.toEpochMilli());
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    found.add(new Inside(
                            Optional.ofNullable(row.getString("event")), row.getLong("entered"), row.getLong("gone")));
                }
            }
        }
        return found;
    }

    /**
     * Ties the whole chain again, and holds every seal against it.
     *
     * @param key the hub's, where its signatures are to be looked at as well
     */
    public Findings verify(@Nullable PublicKey key) {
        return file.read(connection -> {
            LedgerChain.Findings chain = LedgerChain.verify(connection);
            if (chain.fault().isPresent()) {
                return new Findings(chain.batches(), 0, chain.fault());
            }
            return seals(connection, chain.batches(), key);
        });
    }

    private static Findings seals(Connection connection, long batches, @Nullable PublicKey key) throws SQLException {
        long seals = 0;
        try (PreparedStatement sql = connection.prepareStatement("""
                        SELECT seal.minute, seal.batch, seal.body, seal.signature, batch.link FROM seal
                        LEFT JOIN batch ON batch.number = seal.batch ORDER BY seal.minute""");
                ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                seals++;
                Seal seal = seal(row);
                byte[] link = row.getBytes("link");
                boolean holds = link != null
                        && HexFormat.of().formatHex(link).equals(seal.sealed().link())
                        && seal.sealed().batch() == row.getLong("batch")
                        && (key == null || seal.isSignedBy(key));
                if (!holds) {
                    return new Findings(
                            batches,
                            seals,
                            Optional.of("the seal of " + seal.sealed().through() + " does not fit the ledger"));
                }
            }
        }
        return new Findings(batches, seals, Optional.empty());
    }

    /** A copy of the whole ledger, as it is at this moment, while it is being written. */
    public void copyTo(Path backup) {
        file.read(connection -> {
            try (PreparedStatement sql = connection.prepareStatement("VACUUM INTO ?")) {
                sql.setString(1, backup.toString());
                return sql.execute();
            }
        });
    }
}
