package dev.turnstone.rehearsal.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers what was answered under each idempotency key for a day, so that a repeated call does nothing twice. */
final class Idempotency {
    private static final Duration REMEMBERED = Duration.ofHours(24);
    private static final int MOST = 50_000;

    /**
     * One key's life.
     *
     * @param answer null while the first call is still at work
     */
    record Entry(
            String key,
            String path,
            String params,
            Instant since,
            @Nullable Answer answer) {}

    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

    /**
     * Begins a call under a key.
     *
     * @return the answer of the same call made before, if there was one
     * @throws StripeFault when the key belongs to another call, or to one still at work
     */
    synchronized Optional<Answer> begin(String key, String path, String params, Instant now) {
        if (key.isEmpty() || key.length() > 255) {
            throw StripeFault.of(
                    400, "invalid_request_error", null, "Idempotency keys must be 1 to 255 characters long.");
        }
        forget(now);
        Entry before = entries.putIfAbsent(key, new Entry(key, path, params, now, null));
        if (before == null) {
            return Optional.empty();
        }
        if (!before.path().equals(path)) {
            throw StripeFault.of(
                    400,
                    "idempotency_error",
                    null,
                    "Keys for idempotent requests can only be used for the same endpoint they were first used for ('"
                            + path + "' vs '" + before.path() + "'). Try using a key other than '" + key
                            + "' if you meant to execute a different request.");
        }
        if (!before.params().equals(params)) {
            throw StripeFault.of(
                    400,
                    "idempotency_error",
                    null,
                    "Keys for idempotent requests can only be used with the same parameters they were first used"
                            + " with. Try using a key other than '" + key
                            + "' if you meant to execute a different request.");
        }
        if (before.answer() == null) {
            throw StripeFault.of(
                    409,
                    "idempotency_error",
                    "idempotency_key_in_use",
                    "There is currently another in-progress request using this idempotency key. Please retry in a"
                            + " moment.");
        }
        return Optional.of(before.answer());
    }

    synchronized void keep(String key, Answer answer) {
        entries.computeIfPresent(
                key, (_, entry) -> new Entry(key, entry.path(), entry.params(), entry.since(), answer));
    }

    /** The call did nothing, so the key may be used again: a call refused for its parameters binds nothing. */
    synchronized void release(String key) {
        entries.remove(key);
    }

    synchronized List<Entry> entries() {
        return entries.values().stream().filter(entry -> entry.answer() != null).toList();
    }

    synchronized void restore(List<Entry> kept) {
        kept.forEach(entry -> entries.put(entry.key(), entry));
    }

    private void forget(Instant now) {
        Iterator<Map.Entry<String, Entry>> eldest = entries.entrySet().iterator();
        while (eldest.hasNext()) {
            Entry entry = eldest.next().getValue();
            boolean old = entry.since().plus(REMEMBERED).isBefore(now) || entries.size() > MOST;
            if (!old) {
                return;
            }
            eldest.remove();
        }
    }
}
