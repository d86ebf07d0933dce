package dev.turnstone.rehearsal.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All messages that came, and under which idempotency key; beyond its bounds the eldest are forgotten. */
final class Post {
    private static final int MOST_MESSAGES = 5_000;
    private static final long MOST_BYTES = 256L * 1024 * 1024;
    private static final int MOST_KEYS = 20_000;
    private static final Duration REMEMBERED = Duration.ofHours(24);

    /**
     * One use of an idempotency key.
     *
     * @param print of the message that was sent under it
     */
    record Used(String key, String print, String id, Instant at) {}

    private final Deque<Message> newestFirst = new ArrayDeque<>();
    private final LinkedHashMap<String, Used> keys = new LinkedHashMap<>();
    private long bytes;
    private long version;

    /**
     * Takes a message once per key.
     *
     * @param key empty when the sender gave none
     * @param print of the message, to tell a repetition from another message under the same key
     * @return the message's id, or that of the one taken before under this key
     */
    synchronized String take(Optional<String> key, String print, Submission submission, Instant now) {
        forget(now);
        Optional<Used> before = key.map(keys::get);
        if (before.isPresent()) {
            if (!before.get().print().equals(print)) {
                throw new MailFault(
                        409,
                        "invalid_idempotent_request",
                        "This idempotency key has been used on a request that contained a different request payload."
                                + " Retrying this request with the same idempotency key is not possible.");
            }
            return before.get().id();
        }
        Message message = submission.message(UUID.randomUUID().toString(), now);
        put(message);
        key.ifPresent(each -> keys.put(each, new Used(each, print, message.id(), now)));
        return message.id();
    }

    private void put(Message message) {
        newestFirst.addFirst(message);
        bytes += message.size();
        version++;
        while (newestFirst.size() > MOST_MESSAGES || (bytes > MOST_BYTES && newestFirst.size() > 1)) {
            bytes -= newestFirst.removeLast().size();
        }
    }

    private void forget(Instant now) {
        Iterator<Used> eldest = keys.values().iterator();
        while (eldest.hasNext()) {
            Used used = eldest.next();
            if (keys.size() < MOST_KEYS && !used.at().plus(REMEMBERED).isBefore(now)) {
                return;
            }
            eldest.remove();
        }
    }

    synchronized List<Message> newestFirst() {
        return List.copyOf(newestFirst);
    }

    synchronized Optional<Message> find(String id) {
        return newestFirst.stream().filter(message -> message.id().equals(id)).findFirst();
    }

    synchronized void clear() {
        newestFirst.clear();
        bytes = 0;
        version++;
    }

    synchronized void touch() {
        version++;
    }

    synchronized long version() {
        return version;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(List.copyOf(newestFirst).reversed(), new ArrayList<>(keys.values()));
    }

    synchronized void restore(Snapshot snapshot) {
        snapshot.oldestFirst().forEach(this::put);
        snapshot.keys().forEach(used -> keys.put(used.key(), used));
    }

    /** Everything that is worth keeping. */
    record Snapshot(List<Message> oldestFirst, List<Used> keys) {}
}
