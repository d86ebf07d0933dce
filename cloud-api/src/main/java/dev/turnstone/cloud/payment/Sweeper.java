package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.mail.Outbox;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.platform.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what was missed: holds that ran out, payments whose webhook never came, tickets owed, money to give back. */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int BATCH = 20;

    /** How long an order that was taken is left alone, should this instance die over it. */
    private static final Duration TAKEN = Duration.ofSeconds(30);

    private static final Duration PUT_OFF = Duration.ofMinutes(1);
    private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(30), 3, 0.2);

    private final Jdbi database;
    private final PaymentProvider provider;
    private final Settlement settlement;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Sweeper(
            Jdbi database,
            PaymentProvider provider,
            Settlement settlement,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.provider = provider;
        this.settlement = settlement;
        this.clock = clock;
        this.random = random;
    }

    /** One round; true when there may be more. */
    public boolean sweep() {
        Instant now = clock.instant();
        List<UUID> due = database.inTransaction(handle -> Orders.due(handle, now, now.plus(TAKEN), BATCH));
        due.forEach(this::settle);
        refund();
        return due.size() == BATCH;
    }

    private void settle(UUID order) {
        try {
            settlement.settle(order);
        } catch (RuntimeException e) {
            // One order must not keep the others waiting.
            LOG.warn("order {} could not be settled; again in {}", order, TAKEN, e);
        }
    }

    private void refund() {
        Instant now = clock.instant();
        database.inTransaction(handle -> Payments.takeRefundsDue(handle, now, PUT_OFF, BATCH))
                .forEach(this::refund);
    }

    private void refund(Payments.RefundDue due) {
        try {
            String refund = provider.refund(due.key(), due.intent());
            database.useTransaction(handle -> {
                Order order = Orders.lock(handle, due.order());
                if (Payments.refunded(handle, due.payment(), refund, clock.instant())) {
                    Orders.closed(handle, order.id(), OrderState.REFUNDED, clock.instant());
                    Outbox.write(handle, Outbox.Kind.LATE_REFUND, order, clock.instant());
                }
            });
        } catch (RuntimeException e) {
            // One refund must not keep the others waiting.
            Instant again = clock.instant().plus(AGAIN.delay(due.attempts(), random));
            LOG.warn("the refund of payment {}, attempt {}: again at {}", due.payment(), due.attempts(), again, e);
            database.useTransaction(handle -> Payments.refundFailed(handle, due.payment(), again));
        }
    }
}
