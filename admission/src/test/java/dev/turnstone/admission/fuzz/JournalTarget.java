package dev.turnstone.admission.fuzz;

import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalReading.Sound;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Any bytes are a journal entry that encodes back to them, or damaged. */
public final class JournalTarget {
    private JournalTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        read(input);
        read(withHonestFrame(input));
    }

    private static void read(byte[] bytes) {
        if (JournalCodec.decode(bytes) instanceof Sound sound
                && !Arrays.equals(bytes, JournalCodec.encode(sound.entry(), sound.previous()))) {
            throw new IllegalStateException("what was read does not write itself back");
        }
    }

    /** A length and a checksum that are right, so that what lies behind them is reached. */
    private static byte[] withHonestFrame(byte[] input) {
        byte[] bytes = input.clone();
        if (bytes.length < 8 || bytes.length > JournalCodec.MOST_BYTES) {
            return bytes;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.put(0, (byte) 1).putShort(2, (short) bytes.length);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        buffer.putInt(bytes.length - 4, (int) crc.getValue());
        return bytes;
    }
}
