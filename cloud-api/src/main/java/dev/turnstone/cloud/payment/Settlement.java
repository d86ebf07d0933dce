package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Stock;
import dev.turnstone.cloud.issuing.Issuer;
import dev.turnstone.cloud.issuing.IssuingFault;
import dev.turnstone.cloud.mail.Outbox;
import dev.turnstone.cloud.promo.Promos;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.cloud.waitlist.Offers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which an order comes to an end, whoever noticed first: the webhook, the guest's return, the sweeper.
 * The provider is asked outside any transaction; then the order's row is locked, what is known is compared, and order,
 * stock, tickets, changes for the hubs and the letter are written in one transaction, or none of them.
 */
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** How long to wait before issuing is tried again; afterwards the last of them, until it works. */
    private static final List<Duration> ISSUING_AGAIN = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30));

    /** By then it does not mend itself. */
    private static final int TOLD_AFTER = 5;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(45);

    private final Jdbi database;
    private final PaymentProvider provider;
    private final Issuer issuer;
    private final InstantSource clock;
    private final Runnable somethingHappened;

    /** @param somethingHappened told after every commit that may have left work for others */
    public Settlement(
            Jdbi database, PaymentProvider provider, Issuer issuer, InstantSource clock, Runnable somethingHappened) {
        this.database = database;
        this.provider = provider;
        this.issuer = issuer;
        this.clock = clock;
        this.somethingHappened = somethingHappened;
    }

    /**
     * The intent that the guest pays; opened at the provider where it is not yet. Empty when the hold is over and
     * none was opened: a page that is older must not open a payment which nobody would ever look at again.
     */
    public Optional<Payment> open(Order known) {
        if (known.free()) {
            settle(known.id());
            return Optional.empty();
        }
        return database.inTransaction(handle -> {
                    Order order = Orders.lock(handle, known.id());
                    return order.heldAt(clock.instant())
                            ? Optional.of(Payments.begin(handle, order, clock.instant()))
                            : Payments.ofOrder(handle, order.id()).filter(payment -> payment.intent() != null);
                })
                .map(payment -> payment.intent() == null ? openAtProvider(known, payment) : payment);
    }

    private Payment openAtProvider(Order order, Payment payment) {
        Intent intent = provider.open(
                payment.idempotencyKey(),
                payment.amount(),
                order.number(),
                order.id().toString());
        return database.inTransaction(handle -> {
            Payments.opened(handle, payment.id(), intent);
            Orders.checkAgain(handle, order.id(), soonest(clock.instant().plus(LOOK_AGAIN), order.holdExpiresAt()));
            return Payments.ofOrder(handle, order.id()).orElseThrow();
        });
    }

    /** Asks the provider how the order's payment stands, and does what follows. Any number of times, from anywhere. */
    public void settle(UUID orderId) {
        Order order =
                database.withHandle(handle -> Orders.byId(handle, orderId)).orElseThrow();
        switch (order.state()) {
            case AWAITING_APPROVAL, REFUNDED -> {}
            case PENDING, EXPIRED, CANCELLED, PAID, CONFIRMED, PARTLY_REFUNDED -> settle(order);
        }
    }

    private void settle(Order order) {
        if (order.free()) {
            give(order.id());
            return;
        }
        boolean expired = !order.heldAt(clock.instant());
        Payment known = database.withHandle(handle -> Payments.ofOrder(handle, order.id()))
                .orElse(null);
        if (known == null) {
            if (expired) {
                giveBack(order.id());
            }
            return;
        }
        // A crash between the call and its answer leaves a payment without an intent; the same key finds it again.
        Payment payment = known.intent() == null ? openAtProvider(order, known) : known;
        String intentId = java.util.Objects.requireNonNull(payment.intent());
        Intent intent =
                expired && order.state() == OrderState.PENDING ? provider.cancel(intentId) : provider.read(intentId);
        apply(order.id(), payment, intent);
    }

    /** Nothing is to be paid for it: it is fulfilled while it is held. */
    private void give(UUID orderId) {
        try {
            database.useTransaction(handle -> give(handle, orderId, true));
        } catch (IssuingFault e) {
            database.useTransaction(handle -> {
                give(handle, orderId, false);
                owe(handle, orderId, e);
            });
        }
        somethingHappened.run();
    }

    private void give(Handle handle, UUID orderId, boolean issue) {
        Instant now = clock.instant();
        Order order = Orders.lock(handle, orderId);
        if (order.state() == OrderState.PENDING && !order.heldAt(now)) {
            release(handle, order, now);
        } else if (order.state() == OrderState.PENDING) {
            Orders.paid(handle, orderId, now);
            if (!Stock.sell(handle, orderId, now) || !Promos.spend(handle, orderId)) {
                throw new IllegalStateException("what is held cannot be gone");
            }
            if (issue) {
                issue(handle, order, now);
            }
        } else if (order.state() == OrderState.PAID && issue) {
            issue(handle, order, now);
        }
    }

    /** Writes what follows from {@code intent}, under the order's lock. */
    void apply(UUID orderId, Payment payment, Intent intent) {
        try {
            database.useTransaction(handle -> apply(handle, orderId, payment, intent, true));
        } catch (IssuingFault e) {
            // The money is ours all the same: write that down, and owe the tickets.
            database.useTransaction(handle -> {
                apply(handle, orderId, payment, intent, false);
                owe(handle, orderId, e);
            });
        }
        somethingHappened.run();
    }

    private void apply(Handle handle, UUID orderId, Payment payment, Intent intent, boolean issue) {
        Instant now = clock.instant();
        Order order = Orders.lock(handle, orderId);
        intent.lastFailure().ifPresent(failure -> Payments.failed(handle, payment, failure, now));
        switch (Verdict.of(order.state(), payment.amount(), intent)) {
            case FULFIL -> fulfil(handle, order, payment, issue, now);
            case ISSUE -> {
                if (issue && !Payments.refundIsDue(handle, orderId)) {
                    issue(handle, order, now);
                }
            }
            case RELEASE -> {
                Payments.cancelled(handle, payment.id());
                release(handle, order, now);
            }
            case WAIT -> Orders.checkAgain(handle, orderId, waitUntil(order, now));
            case MISMATCH ->
                LOG.error(
                        "order {}: {} was asked and {} was received; nothing is issued",
                        order.number(),
                        payment.amount(),
                        intent.received());
            case TAKE_BACK -> takeBack(handle, order, payment, now);
            case PARTLY_BACK -> {
                Payments.givenBack(handle, payment.id(), intent.givenBack(), "partly_refunded", now);
                Orders.partlyRefunded(handle, orderId);
            }
            case NOTHING -> {}
        }
    }

    private void takeBack(Handle handle, Order order, Payment payment, Instant now) {
        boolean tooLate = Payments.refundIsDue(handle, order.id());
        Payments.givenBack(handle, payment.id(), payment.amount(), "refunded", now);
        Orders.closed(handle, order.id(), OrderState.REFUNDED, now);
        Offers.make(handle, Stock.giveBack(handle, order.id()), now);
        issuer.revoke(handle, Events.byId(handle, order.eventId()), order, now);
        Outbox.write(handle, tooLate ? Outbox.Kind.LATE_REFUND : Outbox.Kind.REFUND, order, now);
    }

    private void fulfil(Handle handle, Order order, Payment payment, boolean issue, Instant now) {
        Payments.completed(handle, payment.id(), now);
        Orders.paid(handle, order.id(), now);
        if (!Stock.sell(handle, order.id(), now)) {
            // Paid after the hold had run out, and meanwhile somebody else bought the last: the money goes back.
            Payments.refundDue(handle, payment.id(), "sold out after the hold had expired", now);
            return;
        }
        if (!order.promo().isEmpty() && !Promos.spend(handle, order.id())) {
            Offers.make(handle, Stock.giveBack(handle, order.id()), now);
            Payments.refundDue(handle, payment.id(), "the promo code was used up after the hold had expired", now);
            return;
        }
        if (issue) {
            issue(handle, order, now);
        }
    }

    private void issue(Handle handle, Order order, Instant now) {
        Event event = Events.byId(handle, order.eventId());
        issuer.issue(handle, event, order, now);
        Orders.confirmed(handle, order.id(), now);
        Outbox.write(handle, Outbox.Kind.CONFIRMATION, order, now);
        LOG.info("order {}: {} tickets issued", order.number(), order.ticketCount());
    }

    private void owe(Handle handle, UUID orderId, IssuingFault fault) {
        Order order = Orders.lock(handle, orderId);
        if (order.state() != OrderState.PAID) {
            return;
        }
        Duration wait = ISSUING_AGAIN.get(Math.min(order.issueAttempts(), ISSUING_AGAIN.size() - 1));
        LOG.error("order {}: paid, but its tickets cannot be issued; again in {}", order.number(), wait, fault);
        if (order.issueAttempts() + 1 == TOLD_AFTER) {
            Outbox.tellOwner(handle, Outbox.Kind.OWNER_TICKETS, order, orderId.toString(), clock.instant());
        }
        Orders.issuingFailed(
                handle,
                orderId,
                String.valueOf(fault.getMessage()),
                clock.instant().plus(wait));
    }

    private void giveBack(UUID orderId) {
        database.useTransaction(handle -> {
            Order order = Orders.lock(handle, orderId);
            // Between the look and the lock a payment may have begun; then the next look decides.
            if (order.state() == OrderState.PENDING
                    && Payments.ofOrder(handle, orderId).isEmpty()) {
                release(handle, order, clock.instant());
            }
        });
        somethingHappened.run();
    }

    private static void release(Handle handle, Order order, Instant now) {
        Offers.make(handle, Stock.release(handle, order.id()), now);
        if (!order.promo().isEmpty()) {
            Promos.release(handle, order.id());
        }
        Orders.closed(handle, order.id(), OrderState.EXPIRED, now);
    }

    private static Instant waitUntil(Order order, Instant now) {
        Instant again = now.plus(LOOK_AGAIN);
        return order.heldAt(now) ? soonest(again, order.holdExpiresAt()) : again;
    }

    private static Instant soonest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
