package dev.turnstone.hub.ledger;

import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.DeviceId;
import java.util.List;

/**
 * How far a device's journal has been read.
 *
 * @param position everything up to it is stored, without a gap
 * @param last what the next entry must name as the one before it
 */
public record JournalState(DeviceId device, long position, ChainHash last) {

    static JournalState fresh(JournalId journal, DeviceId device) {
        return new JournalState(device, 0, ChainHash.origin(journal));
    }

    JournalState after(List<byte[]> entries) {
        return entries.isEmpty()
                ? this
                : new JournalState(device, position + entries.size(), ChainHash.of(entries.getLast()));
    }
}
