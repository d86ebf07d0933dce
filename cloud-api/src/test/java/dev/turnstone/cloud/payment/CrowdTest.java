package dev.turnstone.cloud.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.TestCloud;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A good night's crowd, all in the same moment; the provider is one in memory. */
@Timeout(120)
class CrowdTest {
    @Test
    void fiftyPaymentsAtOnceAllEndInTickets() throws Exception {
        try (var cloud = new TestCloud(25, 25, 25, 25)) {
            List<Order> orders =
                    IntStream.range(0, 50).mapToObj(guest -> cloud.held(2)).toList();

            AtOnce.all(50, guest -> () -> {
                pay(cloud, orders.get(guest));
                return guest;
            });

            orders.forEach(
                    order -> assertEquals(OrderState.CONFIRMED, cloud.now(order).state()));
            assertEquals(100, cloud.count("ticket"));
            assertEquals(50, cloud.count("mail_outbox"));
            assertEquals(0, cloud.tier().left());
        }
    }

    @Test
    void aHundredPurchasesAtOnceFromTheHoldToTheTicketsHaveNoError() throws Exception {
        try (var cloud = new TestCloud(30, 30, 30, 30)) {
            List<Order> orders = AtOnce.all(100, guest -> () -> {
                Order order = cloud.held(1);
                pay(cloud, order);
                return order;
            });

            orders.forEach(
                    order -> assertEquals(OrderState.CONFIRMED, cloud.now(order).state()));
            assertEquals(100, cloud.count("ticket"));
            assertEquals(100, cloud.provider.paid());
            assertEquals(100, cloud.tier().sold());
            assertEquals(0, cloud.tier().held());
        }
    }

    /** The guest comes back to the page while the webhook arrives as well. */
    private static void pay(TestCloud cloud, Order order) throws InterruptedException {
        cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
        AtOnce.all(2, way -> () -> {
            cloud.settlement.settle(order.id());
            return way;
        });
    }
}
