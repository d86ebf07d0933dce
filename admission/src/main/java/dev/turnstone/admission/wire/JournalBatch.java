package dev.turnstone.admission.wire;

import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * {@code devices/{id}/journal}: consecutive entries of a device's journal, as bytes, to be stored before they are read.
 *
 * @param boot which life of the device sends it; an annotation
 * @param from the position of the first entry
 * @param entries base64
 */
public record JournalBatch(String journal, String boot, long from, List<String> entries) {
    /** More are sent in the next batch. */
    public static final int MOST_ENTRIES = 256;
    /** Bytes of all entries together, before base64. */
    public static final int MOST_BYTES = 512 * 1024;

    public JournalBatch {
        Check.hex("journal", journal, 16);
        Check.token("boot", boot);
        Check.number("from", from, 1);
        entries = Check.atMost("entries", entries, 1, MOST_ENTRIES);
        int bytes = 0;
        for (String entry : entries) {
            bytes += Check.base64("an entry", entry, 1, JournalCodec.MOST_BYTES).length;
        }
        Check.between("bytes of all entries", bytes, 1, MOST_BYTES);
    }

    /** As many of them, from the first on, as one batch takes. */
    public static JournalBatch of(JournalId journal, String boot, long from, List<byte[]> entries) {
        List<String> taken = new ArrayList<>();
        int bytes = 0;
        for (byte[] entry : entries) {
            bytes += entry.length;
            if (taken.size() == MOST_ENTRIES || bytes > MOST_BYTES) {
                break;
            }
            taken.add(Base64.getEncoder().encodeToString(entry));
        }
        return new JournalBatch(journal.toString(), boot, from, taken);
    }

    public JournalId journalId() {
        return JournalId.parse(journal);
    }

    public List<byte[]> bytes() {
        return entries.stream().map(Base64.getDecoder()::decode).toList();
    }
}
