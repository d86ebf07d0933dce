package dev.turnstone.admission.wire;

/** {@code devices/{id}/ack}: everything up to this position, without a gap, is durable at the hub. */
public record JournalAck(String journal, long position) {
    public JournalAck {
        Check.hex("journal", journal, 16);
        Check.number("position", position, 0);
    }
}
