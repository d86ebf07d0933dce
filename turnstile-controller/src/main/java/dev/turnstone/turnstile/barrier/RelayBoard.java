package dev.turnstone.turnstile.barrier;

import java.io.IOException;

/**
 * Relays on a board of their own, behind a cable. Used by one thread, which may wait; every call ends within a bounded
 * time, whatever the board does.
 */
interface RelayBoard extends AutoCloseable {
    /** Makes contact with it. */
    void open() throws IOException;

    /** Puts the relays to these levels, and makes sure of it where the board can tell. */
    void set(Relays relays) throws IOException;

    /** Nothing has changed: the moment to see that the board is still there and its relays are what they were. */
    void check(Relays relays) throws IOException;

    /** Ends the contact; it may be opened again. */
    @Override
    void close();
}
