package dev.turnstone.rehearsal.sale;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when it is told to. */
final class SettableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    SettableClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    void advance(Duration by) {
        now.updateAndGet(then -> then.plus(by));
    }
}
