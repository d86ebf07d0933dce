package dev.turnstone.turnstile.technician;

import dev.turnstone.platform.secret.Guard.Entry;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Who may use the technician's page: whoever knows its one PIN, a few at once. */
final class Guard {
    static final Duration SESSION = Duration.ofMinutes(30);

    private static final int MOST_SESSIONS = 4;

    private final Pin pin;
    private final dev.turnstone.platform.secret.Guard<Pin> guard;

    Guard(Pin pin, RandomGenerator random) {
        this.pin = pin;
        this.guard = new dev.turnstone.platform.secret.Guard<>(SESSION, MOST_SESSIONS, random);
    }

    Entry enter(String tried, long nowNanos) {
        return guard.enter(() -> Optional.of(pin).filter(kept -> kept.matches(tried)), nowNanos);
    }

    boolean admits(String token, long nowNanos) {
        return guard.admits(token, nowNanos).isPresent();
    }

    boolean watches(String token, long nowNanos) {
        return guard.watches(token, nowNanos).isPresent();
    }

    void leave(String token) {
        guard.leave(token);
    }
}
