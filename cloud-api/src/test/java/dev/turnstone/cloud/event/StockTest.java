package dev.turnstone.cloud.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.TestCloud;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StockTest {
    @Test
    void ofAHundredBuyersAtOnceExactlyTenGetTheTenTickets() throws Exception {
        try (var cloud = new TestCloud(10)) {
            List<Placing> answers =
                    AtOnce.all(100, buyer -> () -> cloud.selling.place(cloud.event, TestCloud.basket(1)));

            assertEquals(
                    10, answers.stream().filter(Placing.Held.class::isInstance).count());
            assertEquals(
                    90,
                    answers.stream()
                            .filter(Placing.TooFewLeft.class::isInstance)
                            .count());
            assertEquals(10, cloud.tier().held());
            assertEquals(10, cloud.count("orders"), "an order that holds nothing must not stay");
        }
    }

    @Test
    void stockInBucketsIsSpreadBeforeAnybodyIsRefused() throws Exception {
        long seed = new Random().nextLong();
        try (var cloud = new TestCloud(7, 1, 5, 3, 4)) {
            List<Placing> answers = AtOnce.all(60, buyer -> () -> {
                int wanted = 1 + new Random(seed + buyer).nextInt(3);
                return cloud.selling.place(cloud.event, TestCloud.basket(wanted));
            });
            // Whoever comes last takes what is left, wherever it lies.
            while (cloud.tier().left() > 0) {
                var last = cloud.selling.place(cloud.event, TestCloud.basket((int)
                        Math.min(3, cloud.tier().left())));
                assertTrue(last instanceof Placing.Held, () -> "refused with stock left, seed " + seed);
            }

            assertEquals(20, cloud.tier().held(), () -> "seed " + seed);
            assertEquals(60, answers.size());
        }
    }

    @Test
    void theTableItselfRefusesToBeOversold() {
        try (var cloud = new TestCloud(10)) {
            assertThrows(
                    UnableToExecuteStatementException.class,
                    () -> cloud.jdbi.useHandle(handle -> handle.execute("update tier_stock set held = 11")));
        }
    }

    @Test
    void aTierThatACrowdWantsIsLaidOutInBucketsToTheLastTicket() {
        try (var cloud = new TestCloud(1)) {
            cloud.jdbi.useTransaction(handle -> {
                handle.execute("delete from tier_stock");
                Stock.lay(handle, cloud.tier().id(), 1_003);
            });

            assertEquals(1_003, cloud.tier().left());
            assertEquals(8, cloud.tier().buckets());
            assertEquals(8, cloud.count("tier_stock where capacity in (125, 126)"));
        }
    }

    @Test
    void releasedTicketsCanBeHeldAgain() {
        try (var cloud = new TestCloud(3)) {
            var first = cloud.held(3);
            cloud.jdbi.useTransaction(handle -> Stock.release(handle, first.id()));

            assertEquals(3, cloud.tier().left());
            assertEquals(3, cloud.held(3).ticketCount());
        }
    }

    @Test
    void whatWasReleasedIsSoldFromOtherBucketsWhenItsOwnWasRefilled() {
        try (var cloud = new TestCloud(2, 2, 2, 2)) {
            Order late = cloud.held(2);
            cloud.jdbi.useTransaction(handle -> Stock.release(handle, late.id()));
            // Its own bucket is full again, and each of the others has room for one.
            cloud.jdbi.useHandle(handle -> handle.execute("update tier_stock s set sold = case when exists"
                    + " (select 1 from hold h where h.bucket = s.bucket) then 2 else 1 end"));

            assertTrue(sell(cloud, late));

            assertEquals(1, cloud.tier().left());
            assertEquals(0, cloud.tier().held());
            assertEquals(2, cloud.count("hold where state = 'sold'"));
            cloud.jdbi.useTransaction(handle -> Stock.giveBack(handle, late.id()));
            assertEquals(3, cloud.tier().left());
        }
    }

    @Test
    void whatWasReleasedIsNotSoldInPartAndNothingChanges() {
        try (var cloud = new TestCloud(2, 2, 2, 2)) {
            Order late = cloud.held(2);
            cloud.jdbi.useTransaction(handle -> Stock.release(handle, late.id()));
            cloud.jdbi.useHandle(
                    handle -> handle.execute("update tier_stock set sold = case when bucket = 3 then 1 else 2 end"));

            assertFalse(sell(cloud, late));

            assertEquals(1, cloud.tier().left());
            assertEquals(1, cloud.count("hold where state = 'released' and quantity = 2"));
        }
    }

    private static boolean sell(TestCloud cloud, Order order) {
        return cloud.jdbi.inTransaction(handle -> Stock.sell(handle, order.id(), cloud.clock.instant()));
    }
}
