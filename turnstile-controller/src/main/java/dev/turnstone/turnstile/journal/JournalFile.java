package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.record.JournalId;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where a journal survives. Whatever a writing call was given is on the disk when it returns; where it throws, all of it
 * is or none.
 */
public interface JournalFile extends AutoCloseable {
    Head head();

    /** The position of the newest entry; 0 while there is none. */
    long last();

    /** Entries from this position on, as they were written, at most so many. */
    List<byte[]> read(long from, int most);

    /**
     * @param reserved up to where numbers are reserved from now on; less than is reserved already changes nothing
     * @param acknowledged where it has changed
     */
    void append(long first, List<byte[]> entries, OptionalLong reserved, OptionalLong acknowledged);

    /** Less than is reserved already changes nothing: two may reserve at once. */
    void reserve(long until);

    void acknowledge(long position);

    /** What is not kept any more. A file that keeps everything has removed nothing. */
    default Removed removed() {
        return Removed.nothing(head().id());
    }

    /** Removes everything up to there; false where this file keeps everything. */
    default boolean remove(Removed upTo) {
        return false;
    }

    @Override
    void close();

    /** What is kept beside the entries. */
    record Head(JournalId id, long reserved, long acknowledged) {}
}
