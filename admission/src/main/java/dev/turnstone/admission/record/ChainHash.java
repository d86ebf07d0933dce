package dev.turnstone.admission.record;

import dev.turnstone.admission.key.Domain;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What ties a journal entry to the one before it: the first 16 bytes of SHA-256("turnstone journal v1" 0x00 ‖ bytes of
 * the entry before). An entry at position 1 is tied to the journal's id instead, 16 bytes.
 */
public record ChainHash(long high, long low) {
    public static final int BYTES = 16;

    /** What the entry at position 1 names as its previous. */
    public static ChainHash origin(JournalId journal) {
        return of(ByteBuffer.allocate(16)
                .putLong(journal.high())
                .putLong(journal.low())
                .array());
    }

    /** What the entry after this one names as its previous. */
    public static ChainHash of(byte[] entry) {
        ByteBuffer hash = ByteBuffer.wrap(Domain.JOURNAL.sha256(entry));
        return new ChainHash(hash.getLong(), hash.getLong());
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
