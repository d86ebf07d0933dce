package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.JournalReading;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * The beginning of a journal that is not kept any more: up to which position, and the hash of the last entry that went,
 * which the first one kept is tied to. So the chain still proves itself.
 */
public record Removed(long position, ChainHash hash) {
    static final String SCRIPT = """
            ALTER TABLE journal ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE journal ADD COLUMN removed_hash BLOB;
            """;

    static Removed read(Connection connection, JournalId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT removed, removed_hash FROM journal");
                ResultSet rows = query.executeQuery()) {
            if (rows.next() && rows.getLong(1) > 0) {
                ByteBuffer hash = ByteBuffer.wrap(rows.getBytes(2));
                return new Removed(rows.getLong(1), new ChainHash(hash.getLong(), hash.getLong()));
            }
            return nothing(id);
        }
    }

    static Removed nothing(JournalId id) {
        return new Removed(0, ChainHash.origin(id));
    }

    /**
     * How it would be without those of the next entries that are as old as that, none of them beyond the last that may go.
     * An entry that this version cannot read is as old as the one behind it.
     */
    Removed without(List<byte[]> next, Instant olderThan, long last) {
        Removed without = this;
        long at = position;
        for (byte[] bytes : next) {
            at++;
            if (at > last) {
                break;
            }
            if (JournalCodec.decode(bytes) instanceof JournalReading.Sound sound) {
                if (sound.entry().stamp().clock().millis() >= olderThan.toEpochMilli()) {
                    break;
                }
                without = new Removed(at, ChainHash.of(bytes));
            }
        }
        return without;
    }

    int write(Connection connection) throws SQLException {
        try (PreparedStatement entries = connection.prepareStatement("DELETE FROM entry WHERE position <= ?");
                PreparedStatement head =
                        connection.prepareStatement("UPDATE journal SET removed = ?, removed_hash = ?")) {
            entries.setLong(1, position);
            head.setLong(1, position);
            head.setBytes(
                    2,
                    ByteBuffer.allocate(ChainHash.BYTES)
                            .putLong(hash.high())
                            .putLong(hash.low())
                            .array());
            return entries.executeUpdate() + head.executeUpdate();
        }
    }
}
