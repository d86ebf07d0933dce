package dev.turnstone.hub.staff;

import dev.turnstone.platform.store.Sqlite;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who did what, when, and what came of it. Written before anything is done, so that what was done without an answer is
 * there too.
 */
public final class AuditLog {
    /** Longer than any season; then a line goes. */
    static final Duration KEPT = Duration.ofDays(400);

    /** That somebody has looked into an incident, which holds as long as the ledger does. */
    public static final String LOOKED_INTO = "look-into";

    private static final String COLUMNS =
            "SELECT id, at, staff, name, action, subject, detail, result, result_detail, result_at FROM audit ";

    private final Sqlite file;

    AuditLog(Sqlite file) {
        this.file = file;
    }

    /**
     * @param subject what it was done to: a lane, a device, an incident, an account; empty = the venue
     * @param result absent while it is under way
     */
    public record Entry(
            long id,
            Instant at,
            String staff,
            String name,
            String action,
            String subject,
            String detail,
            Optional<String> result,
            String resultDetail,
            Optional<Instant> resultAt) {}

    /** What a person sets out to do. */
    public record Deed(String action, String subject, String detail) {}

    /** @return what {@link #ended} calls it */
    public long began(Person who, Deed deed, Instant now) {
        return began(who.staff(), who.name(), deed, now);
    }

    private long began(String staff, String name, Deed deed, Instant now) {
        return file.write(connection -> {
            try (PreparedStatement sql = connection.prepareStatement(
                    "INSERT INTO audit (at, staff, name, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?) RETURNING id")) {
                sql.setLong(1, now.toEpochMilli());
                sql.setString(2, staff);
                sql.setString(3, name);
                sql.setString(4, deed.action());
                sql.setString(5, deed.subject());
                sql.setString(6, deed.detail());
                try (ResultSet row = sql.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    public void ended(long id, String result, String detail, Instant now) {
        file.write(connection -> {
            try (PreparedStatement sql = connection.prepareStatement(
                    "UPDATE audit SET result = ?, result_detail = ?, result_at = ? WHERE id = ? AND result IS NULL")) {
                sql.setString(1, result);
                sql.setString(2, detail);
                sql.setLong(3, now.toEpochMilli());
                sql.setLong(4, id);
                return sql.executeUpdate();
            }
        });
    }

    /** Something that was done at once. */
    public void did(Person who, Deed deed, String result, Instant now) {
        ended(began(who, deed, now), result, "", now);
    }

    /** Somebody who is not known, or not yet. */
    void somebody(String staff, Deed deed, String result, Instant now) {
        ended(began(staff, staff, deed, now), result, "", now);
    }

    /** Newest first. */
    public List<Entry> newest(int most) {
        return file.read(connection -> {
            try (PreparedStatement sql = connection.prepareStatement(COLUMNS + "ORDER BY id DESC LIMIT ?")) {
                sql.setInt(1, most);
                return entries(sql);
            }
        });
    }

    /** Newest first. */
    public List<Entry> newestOf(String subject, int most) {
        return file.read(connection -> {
            try (PreparedStatement sql =
                    connection.prepareStatement(COLUMNS + "WHERE subject = ? ORDER BY id DESC LIMIT ?")) {
                sql.setString(1, subject);
                sql.setInt(2, most);
                return entries(sql);
            }
        });
    }

    /** Everything of one kind, oldest first. */
    public List<Entry> all(String action) {
        return file.read(connection -> {
            try (PreparedStatement sql = connection.prepareStatement(COLUMNS + "WHERE action = ? ORDER BY id")) {
                sql.setString(1, action);
                return entries(sql);
            }
        });
    }

    public Optional<Entry> find(long id) {
        return file.read(connection -> {
            try (PreparedStatement sql = connection.prepareStatement(COLUMNS + "WHERE id = ?")) {
                sql.setLong(1, id);
                return entries(sql).stream().findFirst();
            }
        });
    }

    /** At a start: what was under way when the hub stopped will not be answered any more, and what is old goes. */
    public void tidy(Instant now) {
        file.write(connection -> {
            try (PreparedStatement open = connection.prepareStatement(
                            "UPDATE audit SET result = 'interrupted', result_at = ? WHERE result IS NULL");
                    PreparedStatement old = connection.prepareStatement(
                            "DELETE FROM audit WHERE at < ? AND action <> '" + LOOKED_INTO + "'")) {
                open.setLong(1, now.toEpochMilli());
                old.setLong(1, now.minus(KEPT).toEpochMilli());
                open.executeUpdate();
                return old.executeUpdate();
            }
        });
    }

    private static List<Entry> entries(PreparedStatement sql) throws SQLException {
        try (ResultSet row = sql.executeQuery()) {
            List<Entry> entries = new ArrayList<>();
            while (row.next()) {
                Optional<String> result = Optional.ofNullable(row.getString(8));
                Optional<Instant> ended =
                        result.isPresent() ? Optional.of(Instant.ofEpochMilli(row.getLong(10))) : Optional.empty();
                entries.add(new Entry(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        result,
                        row.getString(9),
                        ended));
            }
            return entries;
        }
    }
}
