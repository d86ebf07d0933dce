package dev.turnstone.cloud.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.testing.TestCloud;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The process dies before every single statement of a purchase, one after the other. What a transaction had done is
 * gone with its connection; what was committed stays. A minute later a new process has swept.
 */
@Timeout(240)
class KilledTest {
    private static final int MORE_THAN_ANY_PURCHASE_HAS = 80;

    /** Dies once, before its n-th statement. */
    private static final class Death implements SqlLogger {
        private static final class Killed extends Error {
            private static final long serialVersionUID = 1;
        }

        private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

        void before(int statement) {
            left.set(statement);
        }

        boolean happened() {
            return left.get() <= 0;
        }

        void never() {
            left.set(Integer.MAX_VALUE);
        }

        @Override
        public void logBeforeExecution(StatementContext context) {
            if (left.decrementAndGet() == 0) {
                throw new Killed();
            }
        }
    }

    @Test
    void whereverItDiesAPaidOrderGetsItsTicketsOnceAndAnUnpaidOneIsGivenBack() {
        var death = new Death();
        try (var cloud = new TestCloud(1000)) {
            cloud.jdbi.setSqlLogger(death);
            int purchases = 0;
            int statement = 1;
            boolean died = true;
            while (died) {
                assertTrue(statement < MORE_THAN_ANY_PURCHASE_HAS, "a purchase has no end");
                death.before(statement++);
                purchase(cloud);
                died = death.happened();
                death.never();
                purchases++;
            }
            cloud.clock.advance(Duration.ofMinutes(20));
            for (int round = 0; round < 10; round++) {
                cloud.sweeper.sweep();
                cloud.clock.advance(Duration.ofMinutes(1));
            }

            assertTrue(purchases > 10, () -> "it must have died in many places");
            long confirmed = cloud.count("orders where state = 'confirmed'");
            assertEquals(0, cloud.count("orders where state in ('pending', 'paid')"));
            assertEquals(2 * confirmed, cloud.count("ticket"));
            assertEquals(confirmed, cloud.count("mail_outbox"));
            assertEquals(confirmed, cloud.count("payment where state = 'completed'"));
            assertEquals(2 * confirmed, cloud.tier().sold());
            assertEquals(0, cloud.tier().held());
            assertEquals(cloud.provider.paid(), confirmed, "everyone who paid has tickets, nobody else has");
        }
    }

    /** Hold, open, pay at the provider, settle twice: until death. */
    private static void purchase(TestCloud cloud) {
        try {
            Order order = cloud.held(2);
            assertEquals(OrderState.PENDING, order.state());
            cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
            cloud.settlement.settle(order.id());
            cloud.settlement.settle(order.id());
        } catch (Death.Killed e) {
            // As planned.
        }
    }
}
