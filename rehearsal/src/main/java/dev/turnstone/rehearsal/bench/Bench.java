package dev.turnstone.rehearsal.bench;

import java.util.List;

/** One thing that is measured. */
public interface Bench {
    String name();

    List<Measure> run();
}
