package dev.turnstone.cloud.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.testing.TestCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Money that arrived too late for the last tickets, and how it goes back. */
@Timeout(120)
class RefundTest {
    private static final Duration HOLD = Duration.ofMinutes(15);

    /** As many as the sweeper takes in a round. */
    private static final int BATCH = 20;

    @Test
    void whatTheOwnerGaveBackAtTheProviderIsNotAskedForOverAndOver() {
        try (var cloud = new TestCloud(1)) {
            Order order = cloud.held(1);
            String intent = intent(cloud, order);
            expire(cloud);
            cloud.held(1);
            cloud.provider.pay(intent);
            cloud.settlement.settle(order.id());
            cloud.provider.giveBack(intent, order.total());

            for (int round = 0; round < 10; round++) {
                cloud.sweeper.sweep();
                cloud.clock.advance(Duration.ofMinutes(2));
            }

            assertEquals(OrderState.REFUNDED, cloud.now(order).state());
            assertEquals(0, cloud.provider.refundsAsked());
            assertEquals(1, cloud.count("mail_outbox where kind = 'late-refund'"));
        }
    }

    @Test
    void refundsThatFailWaitTheirTurnAndKeepNoOtherWaiting() {
        try (var cloud = new TestCloud(30)) {
            List<String> intents = new ArrayList<>();
            List<Order> orders = new ArrayList<>();
            for (int guest = 0; guest <= BATCH; guest++) {
                Order order = cloud.held(1);
                orders.add(order);
                intents.add(intent(cloud, order));
                cloud.clock.advance(Duration.ofSeconds(1));
            }
            expire(cloud);
            List.of(10, 10, 10).forEach(cloud::held);
            intents.forEach(cloud.provider::pay);
            orders.forEach(order -> {
                cloud.settlement.settle(order.id());
                cloud.clock.advance(Duration.ofSeconds(1));
            });
            intents.subList(0, BATCH).forEach(cloud.provider::refuseRefund);

            for (int round = 0; round < 3; round++) {
                cloud.sweeper.sweep();
            }

            assertEquals(OrderState.REFUNDED, cloud.now(orders.get(BATCH)).state());
            assertEquals(1, cloud.provider.refunds());
            assertEquals(BATCH + 1, cloud.provider.refundsAsked(), "each once until its next turn");

            cloud.provider.allowRefunds();
            cloud.clock.advance(Duration.ofSeconds(6));
            cloud.sweeper.sweep();
            assertEquals(BATCH + 1, cloud.provider.refunds());
        }
    }

    private static void expire(TestCloud cloud) {
        cloud.clock.advance(HOLD);
        while (cloud.sweeper.sweep()) {
            // Until none is left.
        }
    }

    private static String intent(TestCloud cloud, Order order) {
        return Objects.requireNonNull(cloud.opened(order).intent());
    }
}
