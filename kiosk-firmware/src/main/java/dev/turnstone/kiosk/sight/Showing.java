package dev.turnstone.kiosk.sight;

import java.time.Duration;
import java.util.Optional;

/**
 * Turns what a camera sees, many times a second, into showings: a code held before the lens is shown once, however
 * many frames it is in, until it has left the view. Time is what its callers say.
 */
public final class Showing {
    private final long leftAfterNanos;
    private Optional<Seen> inView = Optional.empty();

    private record Seen(String text, long scene, long lastNanos) {}

    /** @param leftAfter how long a code must not be seen before the same code is shown anew */
    public Showing(Duration leftAfter) {
        this.leftAfterNanos = leftAfter.toNanos();
    }

    /** The code of this frame, if with it a new showing begins. */
    public Optional<String> see(String text, long scene, long nowNanos) {
        boolean same = inView.isPresent()
                && inView.get().text.equals(text)
                && inView.get().scene == scene
                && nowNanos - inView.get().lastNanos <= leftAfterNanos;
        long last = same ? Math.max(nowNanos, inView.get().lastNanos) : nowNanos;
        inView = Optional.of(new Seen(text, scene, last));
        return same ? Optional.empty() : Optional.of(text);
    }

    /** While a guest is attended to, a code stays in view however it is held: nobody is asked twice for one showing. */
    public void keep(long nowNanos) {
        inView = inView.map(seen -> new Seen(seen.text, seen.scene, nowNanos));
    }
}
