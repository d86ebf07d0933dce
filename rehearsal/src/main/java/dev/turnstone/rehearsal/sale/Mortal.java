package dev.turnstone.rehearsal.sale;

import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A process that can die between any two of its steps: before a statement, before a call to the provider, or after it.
 * What its transaction had done is gone with its connection; what was committed stays.
 */
final class Mortal implements SqlLogger {
    /** Not an exception: nothing in the program may catch it and live on. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    /** Dies before its n-th step from now on. */
    void dieBefore(int step) {
        left.set(step);
    }

    void live() {
        left.set(Integer.MAX_VALUE);
    }

    void step() {
        if (left.decrementAndGet() == 0) {
            throw new Killed();
        }
    }

    @Override
    public void logBeforeExecution(StatementContext context) {
        step();
    }
}
