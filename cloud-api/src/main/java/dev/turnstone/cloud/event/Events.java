package dev.turnstone.cloud.event;

import dev.turnstone.cloud.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reading events and their tiers. */
public final class Events {
    private static final String EVENT = """
            select e.*, v.slug venue_slug, v.name venue_name, v.address venue_address, v.zone
              from event e join venue v on v.id = e.venue_id
             where e.deleted_at is null and\s""";

    private static final String TIERS = """
            select t.*, e.currency, s.buckets, s.capacity, s.sold, s.held
              from tier t
              join event e on e.id = t.event_id
              join lateral (select count(*) buckets, sum(capacity) capacity, sum(sold) sold, sum(held) held
                              from tier_stock where tier_id = t.id) s on true
             where t.deleted_at is null and t.event_id = :event
             order by t.idx
            """;

    private Events() {}

    public static Optional<Event> bySlug(Handle handle, String slug) {
        return handle.createQuery(EVENT + "e.slug = :slug")
                .bind("slug", slug)
                .map((row, context) -> event(row))
                .findOne();
    }

    public static Event byId(Handle handle, UUID id) {
        return handle.createQuery(EVENT + "e.id = :id")
                .bind("id", id)
                .map((row, context) -> event(row))
                .one();
    }

    public static List<Event> upcoming(Handle handle, Instant now, int limit) {
        return handle.createQuery(
                        EVENT + "e.state = 'published' and e.closes_at > :now order by e.opens_at limit :limit")
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> event(row))
                .list();
    }

    public static List<Event> ofVenue(Handle handle, UUID venue) {
        return handle.createQuery(EVENT + "e.venue_id = :venue order by e.opens_at")
                .bind("venue", venue)
                .map((row, context) -> event(row))
                .list();
    }

    public static List<Tier> tiers(Handle handle, UUID event) {
        return handle.createQuery(TIERS)
                .bind("event", event)
                .map((row, context) -> tier(row))
                .list();
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getObject("id", UUID.class),
                row.getObject("venue_id", UUID.class),
                row.getString("venue_slug"),
                row.getString("venue_name"),
                row.getString("venue_address"),
                ZoneId.of(row.getString("zone")),
                row.getString("slug"),
                row.getString("name"),
                row.getString("summary_en"),
                row.getString("summary_es"),
                EventState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("opens_at").toInstant(),
                row.getTimestamp("closes_at").toInstant(),
                row.getInt("capacity"),
                row.getString("currency"),
                Duration.ofMinutes(row.getInt("hold_minutes")),
                row.getLong("sheet_number"));
    }

    private static Tier tier(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new Tier(
                row.getObject("id", UUID.class),
                row.getInt("idx"),
                row.getString("name"),
                row.getString("name_es"),
                row.getString("note_en"),
                row.getString("note_es"),
                Money.of(row.getLong("price_minor"), currency),
                Money.of(row.getLong("fee_minor"), currency),
                row.getInt("min_per_order"),
                row.getInt("max_per_order"),
                row.getObject("max_per_person", Integer.class),
                instant(row.getTimestamp("sale_from")),
                instant(row.getTimestamp("sale_until")),
                row.getBoolean("live_required"),
                row.getString("offline_policy"),
                row.getInt("buckets"),
                row.getLong("capacity"),
                row.getLong("sold"),
                row.getLong("held"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
