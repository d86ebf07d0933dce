package dev.turnstone.admission.sheet;

import java.time.Instant;

/** A stretch of time: its first instant belongs to it, its last does not. */
public record Window(Instant from, Instant until) {
    public Window {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a window must begin before it ends: " + from + " to " + until);
        }
    }

    public boolean contains(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
