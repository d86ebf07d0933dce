package dev.turnstone.admission.testing;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Random cases, each from its own printed seed. {@code -Dturnstone.seed=N} begins at N instead of at 0, so that a
 * failure can be run again alone, and a night can be spent on seeds that nobody has tried.
 */
public final class Seeds {
    private static final long FIRST = Long.getLong("turnstone.seed", 0);

    private Seeds() {}

    public static void each(int cases, Consumer<SplittableRandom> test) {
        for (long seed = FIRST; seed < FIRST + cases; seed++) {
            try {
                test.accept(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("with -Dturnstone.seed=" + seed + ": " + failure.getMessage(), failure);
            }
        }
    }
}
