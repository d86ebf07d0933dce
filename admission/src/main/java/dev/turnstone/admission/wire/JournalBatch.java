package dev.turnstone.admission.wire;

import dev.turnstone.admission.record.JournalId;
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

    public static JournalBatch of(JournalId journal, String boot, long from, List<byte[]> entries) {
        return new JournalBatch(
                journal.toString(),
                boot,
                from,
                entries.stream().map(Base64.getEncoder()::encodeToString).toList());
    }

    /** @throws IllegalArgumentException where it is malformed */
    public JournalId journalId() {
        return JournalId.parse(journal);
    }

    /** @throws IllegalArgumentException where an entry is not base64 */
    public List<byte[]> bytes() {
        return entries.stream().map(Base64.getDecoder()::decode).toList();
    }
}
