package dev.turnstone.admission.record;

/** What the bytes of a journal entry turned out to be. */
public sealed interface JournalReading {

    /** Understood. Whether {@code previous} is the hash of the entry before, only who has both can say. */
    record Sound(JournalEntry entry, ChainHash previous, ChainHash own) implements JournalReading {}

    /** Intact, of a kind that this version does not know: kept, passed on, stepped over. */
    record Foreign(long position, ChainHash previous, ChainHash own) implements JournalReading {}

    /** Not an entry, or no longer one. */
    record Damaged(Damage damage) implements JournalReading {}

    /** What is wrong with it. */
    enum Damage {
        /** Cut off, or something behind it. */
        LENGTH,
        /** A layout that this version does not know. */
        LAYOUT,
        /** Bits have changed. */
        CHECKSUM,
        /** Intact, but it says what no device may say. */
        CONTENT
    }
}
