package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Stock;
import dev.turnstone.cloud.issuing.Issuer;
import dev.turnstone.cloud.mail.Outbox;
import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.PaymentProvider.GivenBack;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.cloud.waitlist.Offers;
import dev.turnstone.platform.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Money that an owner gives back: written down first, asked for then, and followed until the provider has said how it
 * ended. A ticket whose price goes back opens no gate from the moment it was asked for.
 */
public final class Refunds {
    private static final Logger LOG = LoggerFactory.getLogger(Refunds.class);
    private static final int BATCH = 20;
    private static final int TOLD_AFTER = 5;
    private static final Duration PUT_OFF = Duration.ofMinutes(1);

    /** A bank may take days; its webhook usually says so at once. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(30), 3, 0.2);

    private final Jdbi database;
    private final PaymentProvider provider;
    private final Settlement settlement;
    private final Issuer issuer;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Refunds(
            Jdbi database,
            PaymentProvider provider,
            Settlement settlement,
            Issuer issuer,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.provider = provider;
        this.settlement = settlement;
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
    }

    /** What came of asking. */
    public enum Asked {
        /** It is on its way. */
        YES,
        /** Nothing of it is left to give back, or it was never paid. */
        NOTHING_LEFT
    }

    private record Due(
            UUID id,
            UUID order,
            String intent,
            String key,
            Money amount,
            @Nullable String refund,
            int attempts) {}

    /** @param ticket whose price goes back; empty: everything that is left of the order's money */
    public Asked ask(UUID orderId, Optional<UUID> ticket) {
        return database.inTransaction(handle -> ask(handle, orderId, ticket));
    }

    private Asked ask(Handle handle, UUID orderId, Optional<UUID> ticket) {
        Instant now = clock.instant();
        Order order = Orders.lock(handle, orderId);
        boolean paid = order.state() == OrderState.CONFIRMED || order.state() == OrderState.PARTLY_REFUNDED;
        Optional<Payment> payment = Payments.ofOrder(handle, orderId);
        if (!paid || payment.isEmpty()) {
            return Asked.NOTHING_LEFT;
        }
        long left = left(handle, payment.get());
        long amount = ticket.map(id -> price(handle, orderId, id)).orElse(left);
        if (amount <= 0 || amount > left) {
            return Asked.NOTHING_LEFT;
        }
        if (ticket.isPresent()) {
            issuer.revoke(handle, Events.byId(handle, order.eventId()), ticket.get(), now);
            Offers.make(handle, Stock.giveBackOne(handle, ticket.get()), now);
        }
        handle.createUpdate("""
                        insert into refund (payment_id, ticket_id, amount_minor, idempotency_key, next_look_at, asked_at)
                        values (:payment, cast(:ticket as uuid), :amount, :key, :now, :now)
                        """)
                .bind("payment", payment.get().id())
                .bind("ticket", ticket.orElse(null))
                .bind("amount", amount)
                .bind("key", "refund-" + UUID.randomUUID())
                .bind("now", now)
                .execute();
        return Asked.YES;
    }

    private static long left(Handle handle, Payment payment) {
        return handle.createQuery("""
                        select p.amount_minor - greatest(p.given_back_minor, coalesce(
                                   (select sum(r.amount_minor) from refund r
                                     where r.payment_id = p.id and r.state <> 'failed'), 0))
                          from payment p where p.id = :payment and p.refund_key is null
                        """)
                .bind("payment", payment.id())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** What was paid for a ticket that still opens a gate, or did; nothing for any other. */
    private static long price(Handle handle, UUID order, UUID ticket) {
        return handle.createQuery("""
                        select l.unit_price_minor + l.unit_fee_minor - l.discount_minor / l.quantity
                               - case when k.seq <= l.discount_minor % l.quantity then 1 else 0 end from ticket k
                          join order_line l on l.order_id = k.order_id and l.line = k.line
                         where k.id = :ticket and k.order_id = :order and k.state in ('valid', 'used')
                        """)
                .bind("ticket", ticket)
                .bind("order", order)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** A failed one is asked for once more, as a new refund. */
    public void again(UUID refund) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update refund set state = 'wanted', provider_id = null, tries = tries + 1, attempts = 0,
                               ended_at = null, next_look_at = :now,
                               idempotency_key = 'refund-' || id || '-' || (tries + 1)
                         where id = :id and state = 'failed'
                        """)
                .bind("now", clock.instant())
                .bind("id", refund)
                .execute());
    }

    /** The provider had something to say about this payment's refunds. */
    void look(UUID payment) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update refund set next_look_at = :now where payment_id = :payment and state in ('wanted', 'pending')
                        """)
                .bind("now", clock.instant())
                .bind("payment", payment)
                .execute());
        round();
    }

    /** One round; true when there may be more. */
    public boolean round() {
        Instant now = clock.instant();
        List<Due> due = database.inTransaction(handle -> take(handle, now));
        due.forEach(this::follow);
        return due.size() == BATCH;
    }

    private static List<Due> take(Handle handle, Instant now) {
        return handle.createQuery("""
                        update refund r set next_look_at = :later, attempts = attempts + 1 from payment p
                         where p.id = r.payment_id and r.id in (
                               select id from refund where state in ('wanted', 'pending') and next_look_at <= :now
                                order by next_look_at limit :limit for update skip locked)
                        returning r.id, p.order_id, p.intent, r.idempotency_key, r.amount_minor, p.currency,
                                  r.provider_id, r.attempts
                        """)
                .bind("now", now)
                .bind("later", now.plus(PUT_OFF))
                .bind("limit", BATCH)
                .map((row, context) -> new Due(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        Money.of(row.getLong(5), row.getString(6)),
                        row.getString(7),
                        row.getInt(8)))
                .list();
    }

    private void follow(Due due) {
        try {
            String known = due.refund();
            GivenBack back = known == null
                    ? provider.giveBack(due.key(), due.intent(), due.amount())
                    : provider.readRefund(known);
            // The order first: if this process dies here, the row is still due, and its key finds the same refund.
            settlement.settle(due.order());
            Optional<Money> stillBack = back.state() == GivenBack.State.FAILED
                    ? Optional.of(provider.read(due.intent()).givenBack())
                    : Optional.empty();
            database.useTransaction(handle -> {
                write(handle, due, back);
                stillBack.ifPresent(amount -> Payments.cameBack(handle, due.order(), amount));
            });
        } catch (RuntimeException e) {
            // One refund must not keep the others waiting.
            Instant again = clock.instant().plus(AGAIN.delay(due.attempts(), random));
            LOG.warn("refund {}, attempt {}: again at {}", due.id(), due.attempts(), again, e);
            database.useTransaction(handle -> troubled(handle, due, String.valueOf(e.getMessage()), again));
        }
    }

    private void write(Handle handle, Due due, GivenBack back) {
        Instant now = clock.instant();
        Order order = Orders.lock(handle, due.order());
        String state = switch (back.state()) {
            case PENDING -> "pending";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
        };
        int changed = handle.createUpdate("""
                        update refund set state = :state, provider_id = :refund, next_look_at = :later,
                               error = nullif(:error, ''), ended_at = case when :state = 'pending' then null
                               else cast(:now as timestamptz) end
                         where id = :id and state in ('wanted', 'pending') and state <> :state
                        """)
                .bind("state", state)
                .bind("refund", back.id())
                .bind("later", now.plus(LOOK_AGAIN))
                .bind("error", back.error())
                .bind("now", now)
                .bind("id", due.id())
                .execute();
        if (changed == 1 && back.state() == GivenBack.State.FAILED) {
            Outbox.tellOwner(handle, Outbox.Kind.OWNER_REFUND, order, due.id() + " " + back.id(), now);
        }
        handle.createUpdate("update refund set next_look_at = :later where id = :id and state = 'pending'")
                .bind("later", now.plus(LOOK_AGAIN))
                .bind("id", due.id())
                .execute();
    }

    private void troubled(Handle handle, Due due, String error, Instant again) {
        handle.createUpdate("update refund set error = :error, next_look_at = :again where id = :id")
                .bind("error", error)
                .bind("again", again)
                .bind("id", due.id())
                .execute();
        if (due.attempts() == TOLD_AFTER) {
            Order order = Orders.byId(handle, due.order()).orElseThrow();
            Outbox.tellOwner(handle, Outbox.Kind.OWNER_REFUND, order, due.id().toString(), clock.instant());
        }
    }
}
