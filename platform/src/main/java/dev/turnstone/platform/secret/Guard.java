package dev.turnstone.platform.secret;

import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Who may use a page that a short secret opens. Three wrong ones are a slip; from then on every further one doubles the
 * wait, up to five minutes, for everybody: six digits then last for years. Told the time; any thread may call.
 *
 * @param <W> whoever a session belongs to
 */
public final class Guard<W> {
    public static final int SLIPS = 3;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int TOKEN_BYTES = 16;

    private final Duration unused;
    private final int mostSessions;
    private final RandomGenerator random;
    /** The longest unused first. */
    private final Map<String, Session<W>> sessions = new LinkedHashMap<>();

    private int wrong;
    private long openAt;

    private record Session<W>(W who, long usedNanos) {}

    /** @param unused how long a session lasts after its last use */
    public Guard(Duration unused, int mostSessions, RandomGenerator random) {
        this.unused = unused;
        this.mostSessions = mostSessions;
        this.random = random;
    }

    /** What became of trying to sign in. */
    public sealed interface Entry {
        record Opened(String token) implements Entry {}

        /** @param left how many more may be wrong before there is a wait */
        record Wrong(int left) implements Entry {}

        /** Not even looked at. */
        record TooOften(Duration pause) implements Entry {}
    }

    /** @param check recognises whoever knows the secret; one at a time, so that nobody tries a thousand at once */
    public synchronized Entry enter(Supplier<Optional<W>> check, long nowNanos) {
        if (wrong >= SLIPS && nowNanos - openAt < 0) {
            return new Entry.TooOften(Duration.ofNanos(openAt - nowNanos));
        }
        Optional<W> who = check.get();
        if (who.isEmpty()) {
            wrong++;
            if (wrong < SLIPS) {
                return new Entry.Wrong(SLIPS - wrong);
            }
            Duration wait = waitAfter(wrong - SLIPS);
            openAt = nowNanos + wait.toNanos();
            return new Entry.TooOften(wait);
        }
        wrong = 0;
        return new Entry.Opened(open(who.get(), nowNanos));
    }

    /** A session for whoever has proven themselves by something that cannot be guessed. */
    public synchronized String open(W who, long nowNanos) {
        while (sessions.size() >= mostSessions) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        String session = HexFormat.of().formatHex(token);
        sessions.put(session, new Session<>(who, nowNanos));
        return session;
    }

    /** Whose session this is, if it is in use; asking uses it. */
    public synchronized Optional<W> admits(String token, long nowNanos) {
        Optional<W> who = watches(token, nowNanos);
        who.ifPresent(known -> {
            sessions.remove(token);
            sessions.put(token, new Session<>(known, nowNanos));
        });
        return who;
    }

    /** The same for a page that only looks on, which keeps no session alive: a phone left on a shelf must fall silent. */
    public synchronized Optional<W> watches(String token, long nowNanos) {
        sessions.values().removeIf(session -> nowNanos - session.usedNanos >= unused.toNanos());
        return Optional.ofNullable(sessions.get(token)).map(Session::who);
    }

    public synchronized void leave(String token) {
        sessions.remove(token);
    }

    private static Duration waitAfter(int further) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(further, 16));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
