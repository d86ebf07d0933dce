package dev.turnstone.cloud.sync;

import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.http.Problem;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The numbered changes of a venue, and who may read them. */
public final class Feed {
    static final int PAGE = 500;

    private final Jdbi database;

    public Feed(Jdbi database) {
        this.database = database;
    }

    /** @param body JSON */
    public record Entry(long position, String kind, String body) {}

    /** @param incarnation changes when a feed begins anew, as after a restored backup */
    public record Page(UUID incarnation, long head, List<Entry> entries) {}

    public Page after(UUID venue, long position) {
        return database.inTransaction(handle -> {
            // The head first: what is read afterwards reaches at least as far.
            var head = handle.createQuery("select incarnation, head from feed_head where venue_id = :venue")
                    .bind("venue", venue)
                    .map((row, context) -> new Page(row.getObject(1, UUID.class), row.getLong(2), List.of()))
                    .findOne()
                    .orElseGet(() -> begin(handle, venue));
            return new Page(head.incarnation(), head.head(), entries(handle, venue, position));
        });
    }

    private static Page begin(Handle handle, UUID venue) {
        handle.createUpdate("insert into feed_head (venue_id) values (:venue) on conflict do nothing")
                .bind("venue", venue)
                .execute();
        return handle.createQuery("select incarnation, head from feed_head where venue_id = :venue")
                .bind("venue", venue)
                .map((row, context) -> new Page(row.getObject(1, UUID.class), row.getLong(2), List.of()))
                .one();
    }

    private static List<Entry> entries(Handle handle, UUID venue, long position) {
        return handle.createQuery("select position, kind, body from feed"
                        + " where venue_id = :venue and position > :position order by position limit :limit")
                .bind("venue", venue)
                .bind("position", position)
                .bind("limit", PAGE)
                .map((row, context) -> new Entry(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** The venue whose hub asks; a stranger is refused. */
    UUID venueOf(ServerRequest hub) {
        return Caller.bearer(hub)
                .flatMap(this::venueOf)
                .orElseThrow(() -> Problem.unauthorized("A hub's token is needed, as: Authorization: Bearer TOKEN.")
                        .asException());
    }

    /** The venue whose hub holds this token. */
    public Optional<UUID> venueOf(String token) {
        return database.withHandle(handle -> handle.createQuery("select venue_id from hub where token_hash = :hash")
                .bind("hash", hash(token))
                .mapTo(UUID.class)
                .findOne());
    }

    public static void admit(Handle handle, UUID venue, String token, Instant now) {
        handle.createUpdate("insert into hub (token_hash, venue_id, created_at) values (:hash, :venue, :now)"
                        + " on conflict (token_hash) do nothing")
                .bind("hash", hash(token))
                .bind("venue", venue)
                .bind("now", now)
                .execute();
    }

    /** Lets the hub of the house in, where the cloud serves one house; false where there is none yet, or several. */
    public boolean admitToTheOnlyVenue(String token, Instant now) {
        return database.inTransaction(handle -> {
            List<UUID> venues = handle.createQuery("select id from venue where deleted_at is null limit 2")
                    .mapTo(UUID.class)
                    .list();
            if (venues.size() != 1) {
                return false;
            }
            admit(handle, venues.getFirst(), token, now);
            return true;
        });
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
