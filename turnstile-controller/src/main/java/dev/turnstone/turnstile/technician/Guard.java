package dev.turnstone.turnstile.technician;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Who may use the technician's page. Three wrong PINs are a slip; from then on every further one doubles the wait, up to
 * five minutes, for everybody: six digits then last for years. Told the time; any thread may call.
 */
final class Guard {
    static final Duration SESSION = Duration.ofMinutes(30);
    static final int SLIPS = 3;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int MOST_SESSIONS = 4;
    private static final int TOKEN_BYTES = 16;

    private final Pin pin;
    private final RandomGenerator random;
    /** When each session was last used, the longest unused first. */
    private final Map<String, Long> sessions = new LinkedHashMap<>();

    private int wrong;
    private long openAt;

    Guard(Pin pin, RandomGenerator random) {
        this.pin = pin;
        this.random = random;
    }

    /** What became of trying to sign in. */
    sealed interface Entry {
        record Session(String token) implements Entry {}

        /** @param left how many more may be wrong before there is a wait */
        record Wrong(int left) implements Entry {}

        /** Not even looked at. */
        record TooOften(Duration pause) implements Entry {}
    }

    synchronized Entry enter(String tried, long nowNanos) {
        if (wrong >= SLIPS && nowNanos - openAt < 0) {
            return new Entry.TooOften(Duration.ofNanos(openAt - nowNanos));
        }
        if (!pin.matches(tried)) {
            wrong++;
            if (wrong < SLIPS) {
                return new Entry.Wrong(SLIPS - wrong);
            }
            Duration wait = waitAfter(wrong - SLIPS);
            openAt = nowNanos + wait.toNanos();
            return new Entry.TooOften(wait);
        }
        wrong = 0;
        while (sessions.size() >= MOST_SESSIONS) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        String session = HexFormat.of().formatHex(token);
        sessions.put(session, nowNanos);
        return new Entry.Session(session);
    }

    /** Whether this session is in use; asking uses it. */
    synchronized boolean admits(String token, long nowNanos) {
        if (!watches(token, nowNanos)) {
            return false;
        }
        sessions.remove(token);
        sessions.put(token, nowNanos);
        return true;
    }

    /** The same for a page that only looks on, which keeps no session alive: a phone left on a shelf must fall silent. */
    synchronized boolean watches(String token, long nowNanos) {
        Iterator<Long> used = sessions.values().iterator();
        while (used.hasNext() && nowNanos - used.next() >= SESSION.toNanos()) {
            used.remove();
        }
        return sessions.containsKey(token);
    }

    synchronized void leave(String token) {
        sessions.remove(token);
    }

    private static Duration waitAfter(int further) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(further, 16));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
