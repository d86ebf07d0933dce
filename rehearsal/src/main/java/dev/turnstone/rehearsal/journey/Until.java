package dev.turnstone.rehearsal.journey;

import dev.turnstone.rehearsal.guest.Web.Disappointed;
import java.time.Duration;
import java.util.Optional;

/** Waits for what must come true, and no longer than it may take. */
final class Until {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Until() {}

    /** One look: what was waited for, or nothing yet. */
    interface Look<T> {
        Optional<T> look() throws Disappointed, InterruptedException;
    }

    static <T> T within(int seconds, String otherwise, Look<T> look) throws Disappointed, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (true) {
            Optional<T> seen = look.look();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new Disappointed(otherwise + " within " + seconds + " s");
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }
}
