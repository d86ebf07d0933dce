package dev.turnstone.cloud.sale;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.platform.text.Language;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Orders as the tables hold them. */
public final class Orders {
    private static final String ORDER = "select * from orders where ";

    private Orders() {}

    public static Optional<Order> byToken(Handle handle, String token) {
        return handle.createQuery(ORDER + "token = :token")
                .bind("token", token)
                .map((row, context) -> order(handle, row))
                .findOne();
    }

    public static Optional<Order> byId(Handle handle, UUID id) {
        return handle.createQuery(ORDER + "id = :id")
                .bind("id", id)
                .map((row, context) -> order(handle, row))
                .findOne();
    }

    /** The order's row, locked until the transaction ends: whoever changes an order holds this first. */
    public static Order lock(Handle handle, UUID id) {
        return handle.createQuery(ORDER + "id = :id for update")
                .bind("id", id)
                .map((row, context) -> order(handle, row))
                .one();
    }

    /**
     * Takes up to {@code limit} orders whose time to be looked at has come, and puts their next look {@code until}
     * later, so that no other instance takes them meanwhile and none is forgotten if this one dies.
     */
    public static List<UUID> due(Handle handle, Instant now, Instant until, int limit) {
        return handle.createQuery("""
                        update orders set next_check_at = :until
                         where id in (select id from orders
                                       where state in ('pending', 'paid') and next_check_at <= :now
                                       order by next_check_at limit :limit for update skip locked)
                        returning id
                        """)
                .bind("now", now)
                .bind("until", until)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    public static void checkAgain(Handle handle, UUID id, Instant at) {
        handle.createUpdate("update orders set next_check_at = :at where id = :id")
                .bind("at", at)
                .bind("id", id)
                .execute();
    }

    public static void paid(Handle handle, UUID id, Instant now) {
        handle.createUpdate("update orders set state = 'paid', paid_at = :now, next_check_at = :now where id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    public static void confirmed(Handle handle, UUID id, Instant now) {
        handle.createUpdate(
                        "update orders set state = 'confirmed', confirmed_at = :now, issue_error = null where id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    public static void closed(Handle handle, UUID id, OrderState state, Instant now) {
        handle.createUpdate("update orders set state = :state, closed_at = :now where id = :id")
                .bind("state", state.word())
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    public static void partlyRefunded(Handle handle, UUID id) {
        handle.createUpdate("update orders set state = 'partly_refunded' where id = :id")
                .bind("id", id)
                .execute();
    }

    public static void issuingFailed(Handle handle, UUID id, String error, Instant tryAgain) {
        handle.createUpdate("""
                        update orders set issue_attempts = issue_attempts + 1, issue_error = :error,
                                          next_check_at = :again
                         where id = :id
                        """)
                .bind("error", error)
                .bind("again", tryAgain)
                .bind("id", id)
                .execute();
    }

    private static Order order(Handle handle, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String currency = row.getString("currency");
        return new Order(
                id,
                row.getString("token"),
                row.getString("number"),
                row.getObject("event_id", UUID.class),
                OrderState.of(row.getString("state")),
                row.getString("guest_name"),
                row.getString("guest_email"),
                Language.valueOf(row.getString("language").toUpperCase(Locale.ROOT)),
                Money.of(row.getLong("subtotal_minor"), currency),
                Money.of(row.getLong("fee_minor"), currency),
                Money.of(row.getLong("tax_minor"), currency),
                Money.of(row.getLong("discount_minor"), currency),
                java.util.Objects.requireNonNullElse(row.getString("promo_code"), ""),
                Money.of(row.getLong("total_minor"), currency),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("hold_expires_at").toInstant(),
                instant(row.getTimestamp("confirmed_at")),
                row.getInt("issue_attempts"),
                lines(handle, id, currency));
    }

    private static List<Order.Line> lines(Handle handle, UUID order, String currency) {
        return handle.createQuery("""
                        select l.*, t.idx, t.name, t.name_es, t.live_required from order_line l join tier t on t.id = l.tier_id
                         where l.order_id = :order order by l.line
                        """)
                .bind("order", order)
                .map((row, context) -> new Order.Line(
                        row.getInt("line"),
                        row.getObject("tier_id", UUID.class),
                        row.getInt("idx"),
                        row.getString("name"),
                        row.getString("name_es"),
                        row.getBoolean("live_required"),
                        row.getInt("quantity"),
                        Money.of(row.getLong("unit_price_minor"), currency),
                        Money.of(row.getLong("unit_fee_minor"), currency)))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
