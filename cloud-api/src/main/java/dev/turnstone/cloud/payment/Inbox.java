package dev.turnstone.cloud.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Events of Stripe, each kept once under its own id. */
final class Inbox {
    private Inbox() {}

    record Waiting(String eventId, String type, String payload, int attempts) {}

    /** Returns false when the event was here before. */
    static boolean put(Handle handle, String eventId, String type, String payload, Instant now) {
        return handle.createUpdate("""
                                insert into webhook_inbox (event_id, type, payload, received_at, next_attempt_at)
                                values (:id, :type, :payload, :now, :now) on conflict (event_id) do nothing
                                """)
                        .bind("id", eventId)
                        .bind("type", type)
                        .bind("payload", payload)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Takes events whose turn it is, and puts them off in case this instance dies over them. */
    static List<Waiting> take(Handle handle, Instant now, Duration putOff, int limit) {
        return handle.createQuery("""
                        update webhook_inbox set next_attempt_at = :later, attempts = attempts + 1
                         where event_id in (select event_id from webhook_inbox
                                             where state = 'waiting' and next_attempt_at <= :now
                                             order by next_attempt_at limit :limit for update skip locked)
                        returning event_id, type, payload, attempts
                        """)
                .bind("now", now)
                .bind("later", now.plus(putOff))
                .bind("limit", limit)
                .map((row, context) -> new Waiting(row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
                .list();
    }

    static void done(Handle handle, String eventId, Instant now) {
        handle.createUpdate(
                        "update webhook_inbox set state = 'done', done_at = :now, error = null where event_id = :id")
                .bind("now", now)
                .bind("id", eventId)
                .execute();
    }

    /** @param again empty: it was tried often enough, and a person must look */
    static void failed(Handle handle, String eventId, String error, Optional<Instant> again) {
        handle.createUpdate("""
                        update webhook_inbox set error = :error, state = :state,
                                                 next_attempt_at = coalesce(:again, next_attempt_at)
                         where event_id = :id
                        """)
                .bind("error", error)
                .bind("state", again.isPresent() ? "waiting" : "dead")
                .bind("again", again.orElse(null))
                .bind("id", eventId)
                .execute();
    }

    /** Ids are kept for 30 days: Stripe itself repeats for three. */
    static int forget(Handle handle, Instant before) {
        return handle.createUpdate("delete from webhook_inbox where state = 'done' and received_at < :before")
                .bind("before", before)
                .execute();
    }
}
