package dev.turnstone.kiosk.roster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder, as far as whoever replaces files in it needs one: each step can fail, and after each the power can. */
interface Shelf {
    List<String> names() throws IOException;

    /** Writes a whole file; it is on the disk on return, under a name that may not be. */
    void write(String name, Table.Built content) throws IOException;

    /** In one step, in place of whatever has that name. */
    void rename(String from, String to) throws IOException;

    /** The names are on the disk on return. */
    void sync() throws IOException;

    void delete(String name) throws IOException;

    Path path(String name);
}
