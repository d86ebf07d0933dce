package dev.turnstone.cloud.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.platform.text.Language;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OverviewTest {
    private static final int ORDERS = 40;

    /** What becomes of an order. */
    private enum Fate {
        LEFT,
        DECLINED,
        PAID,
        PARTLY_BACK,
        BACK
    }

    @Test
    void takingsAreWhatTheProviderHoldsToTheCentAndSalesAreTheTicketsThatAreGood() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        try (var cloud = new TestCloud(100, 100)) {
            long received = 0;
            long givenBack = 0;
            for (int number = 0; number < ORDERS; number++) {
                Order order = cloud.held(1 + random.nextInt(4));
                // The first go through every fate, so that no seed leaves one out.
                Fate fate = Fate.values()[number < Fate.values().length ? number : random.nextInt(5)];
                long back = meet(cloud, order, fate, random);
                received += fate.compareTo(Fate.PAID) >= 0 ? order.total().minor() : 0;
                givenBack += back;
            }

            Overview overview = cloud.jdbi.withHandle(Overview::read);

            assertEquals(
                    List.of(new Overview.Takings(said(received), said(givenBack), said(received - givenBack))),
                    overview.takings(),
                    () -> "seed " + seed);
            assertEquals(
                    cloud.count("ticket where state = 'valid'"),
                    overview.standings().getFirst().sold(),
                    () -> "seed " + seed);
        }
    }

    /** Returns how much of it the provider gave back. */
    private static long meet(TestCloud cloud, Order order, Fate fate, Random random) {
        String intent = Objects.requireNonNull(cloud.opened(order).intent());
        long total = order.total().minor();
        long back = switch (fate) {
            case LEFT, DECLINED, PAID -> 0;
            case PARTLY_BACK -> 1 + random.nextInt((int) total - 1);
            case BACK -> total;
        };
        switch (fate) {
            case LEFT -> {}
            case DECLINED -> cloud.provider.decline(intent, "ch_of_" + order.number());
            case PAID, PARTLY_BACK, BACK -> cloud.provider.pay(intent);
        }
        cloud.settlement.settle(order.id());
        if (back > 0) {
            cloud.provider.giveBack(intent, Money.of(back, "MXN"));
            cloud.settlement.settle(order.id());
        }
        return back;
    }

    private static String said(long minor) {
        return Money.of(minor, "MXN").in(Language.EN);
    }
}
