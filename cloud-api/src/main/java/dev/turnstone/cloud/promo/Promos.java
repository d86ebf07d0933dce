package dev.turnstone.cloud.promo;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.platform.text.Language;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Promo codes as the tables hold them. A use is taken with the hold of its order and goes back with it; the code's row is
 * always locked after the stock's, so that two orders never wait for each other.
 */
public final class Promos {
    private static final String CODE = """
            select p.*, e.currency, array(select tier_id from promo_tier where promo_id = p.id) tiers
              from promo_code p join event e on e.id = p.event_id where\s""";

    private Promos() {}

    /** By what a guest typed. */
    public static Optional<PromoCode> find(Handle handle, UUID event, String typed) {
        return handle.createQuery(CODE + "p.event_id = :event and p.code = :code and p.deleted_at is null")
                .bind("event", event)
                .bind("code", PromoCode.written(typed))
                .map((row, context) -> code(row))
                .findOne();
    }

    private static PromoCode code(ResultSet row) throws SQLException {
        Integer percent = row.getObject("percent", Integer.class);
        return new PromoCode(
                row.getObject("id", UUID.class),
                row.getString("code"),
                percent == null ? new Rebate.Fixed(row.getLong("fixed_minor")) : new Rebate.Percent(percent),
                instant(row.getTimestamp("valid_from")),
                instant(row.getTimestamp("valid_until")),
                row.getObject("max_uses", Integer.class),
                row.getInt("uses"),
                Money.of(row.getLong("min_order_minor"), row.getString("currency")),
                Set.of((UUID[]) row.getArray("tiers").getArray()),
                row.getTimestamp("disabled_at") == null);
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    /** Counts a use for an order; false when others took the last one meanwhile. The order's stock must be held. */
    public static boolean hold(Handle handle, UUID promo, UUID order, Instant now) {
        boolean taken = count(handle, promo);
        if (taken) {
            handle.createUpdate("insert into promo_use (order_id, promo_id, held_at) values (:order, :promo, :now)")
                    .bind("order", order)
                    .bind("promo", promo)
                    .bind("now", now)
                    .execute();
        }
        return taken;
    }

    private static boolean count(Handle handle, UUID promo) {
        return handle.createUpdate("update promo_code set uses = uses + 1"
                                + " where id = :promo and (max_uses is null or uses < max_uses)")
                        .bind("promo", promo)
                        .execute()
                == 1;
    }

    /** The hold is over: another guest may have the use. The order's row must be locked. */
    public static void release(Handle handle, UUID order) {
        handle.createUpdate("""
                        with freed as (update promo_use set state = 'released' where order_id = :order and state = 'held'
                                       returning promo_id)
                        update promo_code p set uses = uses - 1 from freed where p.id = freed.promo_id
                        """).bind("order", order).execute();
    }

    /**
     * The order is paid: its use is spent. False when it came so late that others have taken the last use meanwhile. The
     * order's row must be locked.
     */
    public static boolean spend(Handle handle, UUID order) {
        Optional<UUID> released = handle.createQuery(
                        "select promo_id from promo_use where order_id = :order and state = 'released'")
                .bind("order", order)
                .mapTo(UUID.class)
                .findOne();
        if (released.isPresent() && !count(handle, released.get())) {
            return false;
        }
        handle.createUpdate("update promo_use set state = 'used' where order_id = :order and state <> 'used'")
                .bind("order", order)
                .execute();
        return true;
    }

    /** A code to be made. */
    public record NewCode(
            UUID event,
            String code,
            Rebate rebate,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Integer maxUses,
            long minOrderMinor) {}

    /** False when the event has a code of this name already. */
    public static boolean create(Handle handle, NewCode code, Instant now) {
        return handle.createUpdate("""
                        insert into promo_code (event_id, code, percent, fixed_minor, valid_from, valid_until, max_uses,
                                                min_order_minor, created_at)
                        values (:event, :code, cast(:percent as smallint), cast(:fixed as bigint),
                                cast(:from as timestamptz), cast(:until as timestamptz), cast(:most as integer),
                                :least, :now)
                        on conflict (event_id, code) where deleted_at is null do nothing
                        """)
                        .bind("event", code.event())
                        .bind("code", code.code())
                        .bind(
                                "percent",
                                code.rebate() instanceof Rebate.Percent(int percent) ? (Integer) percent : null)
                        .bind("fixed", code.rebate() instanceof Rebate.Fixed(long minor) ? (Long) minor : null)
                        .bind("from", code.from())
                        .bind("until", code.until())
                        .bind("most", code.maxUses())
                        .bind("least", code.minOrderMinor())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** What an owner may do with a code; what it was used for stays. */
    public enum Step {
        DISABLE,
        ENABLE,
        DELETE
    }

    public static void step(Handle handle, UUID promo, Step step, Instant now) {
        String change = switch (step) {
            case DISABLE -> "disabled_at = :now";
            case ENABLE -> "disabled_at = null";
            case DELETE -> "deleted_at = :now";
        };
        handle.createUpdate("update promo_code set <change> where id = :promo and deleted_at is null")
                .define("change", change)
                .bind("promo", promo)
                .bind("now", now)
                .execute();
    }

    /** What a code did, in words. */
    public record Report(
            UUID id,
            String code,
            String event,
            String off,
            String good,
            String used,
            String given,
            String brought,
            boolean enabled) {}

    public static List<Report> report(Handle handle) {
        return handle.createQuery("""
                        select p.*, e.name, e.zone_name, e.currency, array[]::uuid[] tiers,
                               coalesce(sum(o.discount_minor) filter (where u.state = 'used'), 0) given,
                               coalesce(sum(o.total_minor) filter (where u.state = 'used'), 0) brought
                          from promo_code p
                          join (select e.id, e.name, e.currency, v.zone zone_name
                                  from event e join venue v on v.id = e.venue_id) e on e.id = p.event_id
                          left join promo_use u on u.promo_id = p.id left join orders o on o.id = u.order_id
                         where p.deleted_at is null
                         group by p.id, e.name, e.zone_name, e.currency order by p.created_at desc, p.code limit 200
                        """)
                .map((row, context) -> report(code(row), row))
                .list();
    }

    private static Report report(PromoCode code, ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        String off = switch (code.rebate()) {
            case Rebate.Percent(int percent) -> percent + " %";
            case Rebate.Fixed(long minor) -> Money.of(minor, currency).in(Language.EN);
        };
        DateTimeFormatter times = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH)
                .withZone(ZoneId.of(row.getString("zone_name")));
        Instant from = code.from();
        Instant until = code.until();
        String good = (from == null ? "" : "from " + times.format(from) + " ")
                + (until == null ? "" : "until " + times.format(until));
        return new Report(
                code.id(),
                code.code(),
                row.getString("name"),
                off,
                good.isBlank() ? "always" : good.strip(),
                code.maxUses() == null ? String.valueOf(code.uses()) : code.uses() + " of " + code.maxUses(),
                Money.of(row.getLong("given"), currency).in(Language.EN),
                Money.of(row.getLong("brought"), currency).in(Language.EN),
                code.enabled());
    }
}
