package dev.turnstone.rehearsal.bench;

import dev.turnstone.platform.cli.Arguments;
import java.util.List;

/** One thing that is measured. */
public interface Bench {
    String name();

    List<Measure> run(Arguments given);
}
