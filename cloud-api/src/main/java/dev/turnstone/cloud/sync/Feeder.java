package dev.turnstone.cloud.sync;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Numbers committed changes. It sees only what is committed, so a slow transaction's change is numbered when it
 * appears and never skipped; the advisory lock lets one instance do it at a time.
 */
public final class Feeder {
    private static final long LOCK = 0x7475_726e_7374L;
    static final int BATCH = 500;

    private static final String NUMBER = """
            with taken as (
                delete from change where id in (select id from change order by id limit :limit)
                returning id, venue_id, kind, body),
            counted as (
                select venue_id, count(*) added from taken group by venue_id),
            heads as (
                insert into feed_head (venue_id, head) select venue_id, added from counted
                on conflict (venue_id) do update set head = feed_head.head + excluded.head
                returning venue_id, head)
            insert into feed (venue_id, position, kind, body, fed_at)
            select venue_id, h.head - c.added + row_number() over (partition by venue_id order by t.id),
                   t.kind, t.body, :now
              from taken t join heads h using (venue_id) join counted c using (venue_id)
            """;

    private Feeder() {}

    /** One batch; returns how many changes were numbered. */
    public static int feed(Jdbi database, Instant now) {
        return database.inTransaction(handle -> mayFeed(handle)
                ? handle.createUpdate(NUMBER)
                        .bind("limit", BATCH)
                        .bind("now", now)
                        .execute()
                : 0);
    }

    private static boolean mayFeed(Handle handle) {
        return handle.createQuery("select pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one();
    }
}
