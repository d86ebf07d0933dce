package dev.turnstone.cloud.sync;

import dev.turnstone.admission.wire.FeedEntry;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Written in the transaction that makes the change, after locking what it changes. */
public final class Changes {
    /** What a hub may hear of. */
    public enum Kind {
        KEYS(FeedEntry.KEYS),
        SHEET(FeedEntry.SHEET),
        PASS(FeedEntry.PASS);

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private Changes() {}

    public static void write(Handle handle, UUID venue, Kind kind, String body, Instant now) {
        handle.createUpdate("insert into change (venue_id, kind, body, created_at) values (:venue, :kind, :body, :now)")
                .bind("venue", venue)
                .bind("kind", kind.word)
                .bind("body", body)
                .bind("now", now)
                .execute();
    }
}
