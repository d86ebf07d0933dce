package dev.turnstone.rehearsal.hil;

import java.io.PrintStream;

/** What the checks found. */
final class Verdicts {
    private final PrintStream out;
    private int failed;

    Verdicts(PrintStream out) {
        this.out = out;
    }

    void that(String what, boolean holds) {
        // On a line of its own, whatever the kernel or the log have left on the console.
        out.println();
        out.println((holds ? "PASS " : "FAIL ") + what);
        out.flush();
        failed += holds ? 0 : 1;
    }

    int failed() {
        return failed;
    }
}
