package dev.turnstone.platform.secret;

import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Who may use a page that a short secret opens. Three wrong ones are a slip; from then on every further one doubles the
 * wait, up to five minutes: six digits then last for years. Where several people have one secret each, each has tries of
 * their own, so that nobody shuts out a colleague. Told the time; any thread may call.
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

    /** Of each name that was ever wrong. */
    private final Map<String, Tries> tries = new HashMap<>();

    private record Tries(int wrong, long openAt) {}

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

    /** Where there is one secret, or whoever comes says no name. */
    public Entry enter(Supplier<Optional<W>> check, long nowNanos) {
        return enter("", check, nowNanos);
    }

    /**
     * @param name whose tries these are: one of a known few, never just what a caller has typed
     * @param check recognises whoever knows the secret; one at a time, so that nobody tries a thousand at once
     */
    public synchronized Entry enter(String name, Supplier<Optional<W>> check, long nowNanos) {
        Tries before = tries.getOrDefault(name, new Tries(0, nowNanos));
        if (before.wrong >= SLIPS && nowNanos - before.openAt < 0) {
            return new Entry.TooOften(Duration.ofNanos(before.openAt - nowNanos));
        }
        Optional<W> who = check.get();
        if (who.isPresent()) {
            tries.remove(name);
            return new Entry.Opened(open(who.get(), nowNanos));
        }
        int wrong = before.wrong + 1;
        Duration wait = wrong < SLIPS ? Duration.ZERO : waitAfter(wrong - SLIPS);
        tries.put(name, new Tries(wrong, nowNanos + wait.toNanos()));
        return wrong < SLIPS ? new Entry.Wrong(SLIPS - wrong) : new Entry.TooOften(wait);
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
