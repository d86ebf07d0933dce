package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.sale.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Payments as the tables hold them. */
final class Payments {
    private static final RowMapper<Payment> ROW = (row, context) -> new Payment(
            row.getObject("id", UUID.class),
            row.getObject("order_id", UUID.class),
            row.getString("state"),
            Money.of(row.getLong("amount_minor"), row.getString("currency")),
            row.getString("idempotency_key"),
            row.getString("intent"),
            row.getString("client_secret"));

    private Payments() {}

    static Optional<Payment> ofOrder(Handle handle, UUID order) {
        return handle.createQuery("select * from payment where order_id = :order")
                .bind("order", order)
                .map(ROW)
                .findOne();
    }

    static Optional<Payment> ofIntent(Handle handle, String intent) {
        return handle.createQuery("select * from payment where intent = :intent")
                .bind("intent", intent)
                .map(ROW)
                .findOne();
    }

    /** The order's payment, written down with its key before anyone calls the provider. */
    static Payment begin(Handle handle, Order order, Instant now) {
        handle.createUpdate("""
                        insert into payment (order_id, state, amount_minor, currency, idempotency_key, created_at)
                        values (:order, 'pending', :amount, :currency, :key, :now) on conflict (order_id) do nothing
                        """)
                .bind("order", order.id())
                .bind("amount", order.total().minor())
                .bind("currency", order.total().code())
                .bind("key", "order-" + order.id())
                .bind("now", now)
                .execute();
        return ofOrder(handle, order.id()).orElseThrow();
    }

    static void opened(Handle handle, UUID payment, Intent intent) {
        handle.createUpdate("update payment set intent = :intent, client_secret = :secret"
                        + " where id = :id and intent is null")
                .bind("intent", intent.id())
                .bind("secret", intent.clientSecret())
                .bind("id", payment)
                .execute();
    }

    static void completed(Handle handle, UUID payment, Instant now) {
        handle.createUpdate("update payment set state = 'completed', completed_at = :now where id = :id")
                .bind("now", now)
                .bind("id", payment)
                .execute();
    }

    static void cancelled(Handle handle, UUID payment) {
        handle.createUpdate("update payment set state = 'cancelled' where id = :id and state in ('pending', 'failed')")
                .bind("id", payment)
                .execute();
    }

    static void failed(Handle handle, Payment payment, Intent.Failure failure, Instant now) {
        handle.createUpdate("""
                        insert into payment_failures (order_id, intent, attempt, code, decline_code, message, failed_at)
                        values (:order, :intent, :attempt, :code, :decline, :message, :now)
                        on conflict (intent, attempt) do nothing
                        """)
                .bind("order", payment.orderId())
                .bind("intent", payment.intent())
                .bind("attempt", failure.attempt())
                .bind("code", failure.code())
                .bind("decline", failure.declineCode())
                .bind("message", failure.message())
                .bind("now", now)
                .execute();
        handle.createUpdate("update payment set state = 'failed' where id = :id and state = 'pending'")
                .bind("id", payment.id())
                .execute();
    }

    /** From now on the money is to go back; the key makes every try the same refund. */
    static void refundDue(Handle handle, UUID payment, String reason, Instant now) {
        handle.createUpdate("update payment set refund_key = :key, refund_reason = :reason, refund_next_at = :now"
                        + " where id = :id and refund_key is null")
                .bind("now", now)
                .bind("key", "refund-" + payment)
                .bind("reason", reason)
                .bind("id", payment)
                .execute();
    }

    static void givenBack(Handle handle, UUID payment, Money amount, String state, Instant now) {
        handle.createUpdate("update payment set given_back_minor = :amount, refunded_at = :now,"
                        + " state = case when state = 'disputed' and :state = 'partly_refunded' then state else :state end"
                        + " where id = :id")
                .bind("state", state)
                .bind("amount", amount.minor())
                .bind("now", now)
                .bind("id", payment)
                .execute();
    }

    /** While it is contested, or when that was lost, the money is not ours to count on. */
    static void contested(Handle handle, UUID payment, boolean open) {
        handle.createUpdate(open ? """
                        update payment set state = 'disputed'
                         where id = :id and state in ('completed', 'partly_refunded')
                        """ : """
                        update payment set state = case when given_back_minor > 0 then 'partly_refunded' else 'completed' end
                         where id = :id and state = 'disputed'
                        """).bind("id", payment).execute();
    }

    /** A refund failed: only {@code amount} of it all is still with the guest. */
    static void cameBack(Handle handle, UUID order, Money amount) {
        handle.createUpdate("update payment set given_back_minor = :amount where order_id = :order")
                .bind("amount", amount.minor())
                .bind("order", order)
                .execute();
    }

    static boolean refundIsDue(Handle handle, UUID order) {
        return handle.createQuery("select refund_key is not null from payment where order_id = :order")
                .bind("order", order)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    record RefundDue(UUID payment, UUID order, String key, String intent, int attempts) {}

    /** Takes refunds whose turn it is, and puts them off in case this instance dies over them. */
    static List<RefundDue> takeRefundsDue(Handle handle, Instant now, Duration putOff, int limit) {
        return handle.createQuery("""
                        update payment set refund_next_at = :later, refund_attempts = refund_attempts + 1
                         where id in (select id from payment
                                       where refund_key is not null and refund is null and state <> 'refunded'
                                             and refund_next_at <= :now
                                       order by refund_next_at limit :limit for update skip locked)
                        returning id, order_id, refund_key, intent, refund_attempts
                        """)
                .bind("now", now)
                .bind("later", now.plus(putOff))
                .bind("limit", limit)
                .map((row, context) -> new RefundDue(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5)))
                .list();
    }

    static void refundFailed(Handle handle, UUID payment, Instant again) {
        handle.createUpdate("update payment set refund_next_at = :again where id = :id and refund is null")
                .bind("again", again)
                .bind("id", payment)
                .execute();
    }

    /** Returns false when another had written it already. */
    static boolean refunded(Handle handle, UUID payment, String refund, Instant now) {
        return handle.createUpdate("update payment set state = 'refunded', given_back_minor = amount_minor,"
                                + " refund = :refund, refunded_at = :now where id = :id and refund is null")
                        .bind("refund", refund)
                        .bind("now", now)
                        .bind("id", payment)
                        .execute()
                == 1;
    }
}
