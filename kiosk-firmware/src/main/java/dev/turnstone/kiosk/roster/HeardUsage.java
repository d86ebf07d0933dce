package dev.turnstone.kiosk.roster;

import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import dev.turnstone.platform.store.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this gate has heard what the hub tells of everyone's uses, and the newest word on each pass, kept so that a
 * gate which starts while it is cut off still knows it.
 */
public final class HeardUsage implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeardUsage.class);

    private final Sqlite file;
    private final Hearing hearing;
    private final Map<PassKey, PassUsage> unwritten = new HashMap<>();

    private record Progress(String incarnation, long position) {}

    public HeardUsage(HeardFile heard) {
        this.file = heard.sqlite();
        Progress progress = file.read(HeardUsage::progress);
        this.hearing = new Hearing(progress.incarnation, progress.position);
    }

    /** What was heard before this start; more than any house has in a season is forgotten, and fetched again. */
    public synchronized List<PassUsage> kept() {
        List<PassUsage> kept = file.read(HeardUsage::kept);
        if (kept.size() > Hearing.MOST_PASSES) {
            file.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("DELETE FROM usage");
                    return statement.executeUpdate("UPDATE progress SET incarnation = '', position = 0");
                }
            });
            hearing.forget();
            return List.of();
        }
        hearing.kept(kept);
        return kept;
    }

    /** What of this is news; older words on a pass are not. */
    public synchronized List<PassUsage> hear(UsageBatch batch) {
        List<PassUsage> news = hearing.hear(batch);
        news.forEach(usage -> unwritten.put(Hearing.key(usage), usage));
        return news;
    }

    /** Up to here everything of this life of the hub was heard. */
    public synchronized long position() {
        return hearing.position();
    }

    /** Whether something was told before this batch that has not been heard. */
    public synchronized boolean leavesGap(UsageBatch batch) {
        return hearing.leavesGap(batch);
    }

    /** Puts on the disk what is new; on a disk that is not well it is tried again with the next news. */
    public synchronized void write() {
        if (unwritten.isEmpty()) {
            return;
        }
        file.write(connection -> {
            try (PreparedStatement progress =
                            connection.prepareStatement("UPDATE progress SET incarnation = ?, position = ?");
                    PreparedStatement told =
                            connection.prepareStatement("INSERT OR REPLACE INTO usage VALUES (?, ?, ?)")) {
                progress.setString(1, hearing.incarnation());
                progress.setLong(2, hearing.position());
                progress.executeUpdate();
                for (PassUsage usage : unwritten.values()) {
                    told.setString(1, usage.event());
                    told.setString(2, usage.number());
                    told.setString(3, Json.text(usage));
                    told.addBatch();
                }
                return told.executeBatch().length;
            }
        });
        unwritten.clear();
    }

    private static Progress progress(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT incarnation, position FROM progress");
                ResultSet row = query.executeQuery()) {
            return row.next() ? new Progress(row.getString(1), row.getLong(2)) : new Progress("", 0);
        }
    }

    private static List<PassUsage> kept(Connection connection) throws SQLException {
        List<PassUsage> kept = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT told FROM usage");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                try {
                    kept.add(Json.read(rows.getString(1), PassUsage.class));
                } catch (JsonFault e) {
                    log.warn("A kept use cannot be read and is left out: {}", e.getMessage());
                }
            }
        }
        return kept;
    }

    @Override
    public void close() {
        write();
    }
}
