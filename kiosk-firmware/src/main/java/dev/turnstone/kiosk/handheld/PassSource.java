package dev.turnstone.kiosk.handheld;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A way for a pass to come to a gate other than through its camera. Whatever it is read with, what counts is the text of
 * the pass: a reader of NFC tags is one more of these, which gives the text of the tag's record. One thread makes all
 * calls.
 */
public interface PassSource extends AutoCloseable {
    /** As the configuration names it. */
    String name();

    /** Takes hold of it; the message of a failure says what to do. */
    void open() throws IOException;

    /** The next text that was read, exactly as it was encoded; empty when none came in time. */
    Optional<String> next(Duration patience) throws IOException;

    /** Lets go of it; it may be opened again. */
    @Override
    void close();
}
