package dev.turnstone.admission.record;

/**
 * One line of a device's journal.
 *
 * @param position 1, 2, 3, … without a gap, for as long as the journal's file lives
 */
public record JournalEntry(long position, Stamp stamp, Fact fact) {
    public JournalEntry {
        if (position < 1) {
            throw new IllegalArgumentException("positions begin at 1: " + position);
        }
    }
}
