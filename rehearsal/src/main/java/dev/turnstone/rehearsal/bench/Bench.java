package dev.turnstone.rehearsal.bench;

import dev.turnstone.platform.cli.Arguments;
import java.util.List;

/** One thing that is measured. */
public interface Bench {
    String name();

    /** Whether it is run along with the others where no name is given. */
    default boolean isShort() {
        return true;
    }

    List<Measure> run(Arguments given);
}
