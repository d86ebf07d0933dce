package dev.turnstone.admission.record;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.record.JournalReading.Damage;
import dev.turnstone.admission.record.JournalReading.Damaged;
import dev.turnstone.admission.record.JournalReading.Foreign;
import dev.turnstone.admission.record.JournalReading.Sound;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * A journal entry as bytes, big-endian:
 *
 * <pre>
 *   0      layout      0x01
 *   1      kind        of the fact, see {@link FactCodec}
 *   2..3   length      of the whole entry
 *   4..11  position
 *  12..19  since boot  milliseconds
 *  20..27  wall clock  earliest, milliseconds since 1970
 *  28..35  wall clock  latest minus earliest, milliseconds
 *  36..43  hybrid      48 bits milliseconds ‖ 16 bits counter
 *  44..59  previous    {@link ChainHash} of the entry before
 *  60..    fact
 *   ..     checksum    CRC-32C of all the above, 4 bytes
 * </pre>
 *
 * The checksum finds accidents, the chain finds intent: an entry cannot be changed, dropped or moved without every
 * later one telling.
 */
public final class JournalCodec {
    static final int LAYOUT = 0x01;
    static final int HEADER = 60;
    static final int CHECKSUM = 4;
    /** The length field's reach. */
    public static final int MOST_BYTES = 0xffff;

    private JournalCodec() {}

    public static byte[] encode(JournalEntry entry, ChainHash previous) {
        Stamp stamp = entry.stamp();
        ByteWriter writer = new ByteWriter()
                .u8(LAYOUT)
                .u8(FactCodec.kind(entry.fact()))
                .u16(0)
                .i64(entry.position())
                .i64(stamp.sinceBoot().toMillis())
                .i64(stamp.wall().earliest().toEpochMilli())
                .i64(stamp.wall().width().toMillis())
                .i64(stamp.clock().packed())
                .i64(previous.high())
                .i64(previous.low());
        FactCodec.write(writer, entry.fact());
        writer.putU16(2, writer.length() + CHECKSUM);
        return writer.u32(checksum(writer.bytes())).bytes();
    }

    /** Strict: every byte is accounted for, or the entry is not {@link Sound}. */
    public static JournalReading decode(byte[] bytes) {
        if (bytes.length < HEADER + CHECKSUM || bytes.length > MOST_BYTES) {
            return new Damaged(Damage.LENGTH);
        }
        ByteReader reader = new ByteReader(bytes, bytes.length - CHECKSUM);
        int layout = reader.u8();
        int kind = reader.u8();
        if (layout != LAYOUT) {
            return new Damaged(Damage.LAYOUT);
        }
        if (reader.u16() != bytes.length) {
            return new Damaged(Damage.LENGTH);
        }
        if (!checksumHolds(bytes)) {
            return new Damaged(Damage.CHECKSUM);
        }
        try {
            return read(reader, kind, ChainHash.of(bytes));
        } catch (RuntimeException malformed) {
            return new Damaged(Damage.CONTENT);
        }
    }

    private static JournalReading read(ByteReader reader, int kind, ChainHash own) {
        long position = reader.i64();
        Duration sinceBoot = Duration.ofMillis(reader.i64());
        Instant earliest = Instant.ofEpochMilli(reader.i64());
        TimeInterval wall = new TimeInterval(earliest, earliest.plusMillis(reader.i64()));
        Stamp stamp = new Stamp(sinceBoot, wall, HybridTime.unpack(reader.i64()));
        ChainHash previous = new ChainHash(reader.i64(), reader.i64());
        if (!FactCodec.knows(kind)) {
            return new Foreign(position, previous, own);
        }
        JournalEntry entry = new JournalEntry(position, stamp, FactCodec.read(reader, kind));
        return reader.atEnd() ? new Sound(entry, previous, own) : new Damaged(Damage.CONTENT);
    }

    private static boolean checksumHolds(byte[] bytes) {
        int at = bytes.length - CHECKSUM;
        ByteReader tail = new ByteReader(bytes, bytes.length);
        tail.skip(at);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, at);
        return tail.u32() == crc.getValue();
    }

    private static long checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
