package dev.turnstone.kiosk.sight;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns what a camera sees, many times a second, into showings: a code held before the lens is shown once, however
 * many frames it is in, until it has left the view, or until the passage that it opened has ended and it is still held
 * there: then it is for the next of its party. Time is what its callers say.
 */
public final class Showing {
    private final long leftAfterNanos;
    private Optional<Seen> inView = Optional.empty();

    /** @param passedNanos when its passage ended */
    private record Seen(String text, long scene, long lastNanos, OptionalLong passedNanos) {}

    /** @param leftAfter how long a code must not be seen before the same code is shown anew */
    public Showing(Duration leftAfter) {
        this.leftAfterNanos = leftAfter.toNanos();
    }

    /** Whether with this code, in this frame, a new showing would begin. */
    public boolean isNew(String text, long scene, long nowNanos) {
        return inView.filter(seen -> seen.text.equals(text)
                        && seen.scene == scene
                        && nowNanos - seen.lastNanos <= leftAfterNanos
                        && !heldOn(seen, nowNanos))
                .isEmpty();
    }

    /** Whoever walks takes a phone along; it is in view for a moment more, and meant nothing by it. */
    private boolean heldOn(Seen seen, long nowNanos) {
        return seen.passedNanos.isPresent() && nowNanos - seen.passedNanos.getAsLong() >= leftAfterNanos;
    }

    /** The code of this frame, if with it a new showing begins. */
    public Optional<String> see(String text, long scene, long nowNanos) {
        if (isNew(text, scene, nowNanos)) {
            inView = Optional.of(new Seen(text, scene, nowNanos, OptionalLong.empty()));
            return Optional.of(text);
        }
        keep(nowNanos);
        return Optional.empty();
    }

    /** While a guest is attended to, a code stays in view however it is held: nobody is asked twice for one showing. */
    public void keep(long nowNanos) {
        inView = inView.map(
                seen -> new Seen(seen.text, seen.scene, Math.max(nowNanos, seen.lastNanos), seen.passedNanos));
    }

    /** The passage that the newest showing opened has ended, whether anybody walked or not. */
    public void passageEnded(long nowNanos) {
        inView = inView.map(seen -> new Seen(seen.text, seen.scene, seen.lastNanos, OptionalLong.of(nowNanos)));
    }
}
