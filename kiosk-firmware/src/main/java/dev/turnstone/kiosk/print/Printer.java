package dev.turnstone.kiosk.print;

import java.io.IOException;

/** A printer that understands ESC/POS, wherever it stands. */
interface Printer {
    /** Connects; whatever goes wrong until the connection is closed is an IOException. */
    Connection connect() throws IOException;

    interface Connection extends AutoCloseable {
        void write(byte[] bytes) throws IOException;

        /** Asks for one byte of status; -1 where there is no answer in time. */
        int ask(byte[] question) throws IOException;

        @Override
        void close() throws IOException;
    }
}
