package dev.turnstone.cloud.promo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.payment.Payment;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.cloud.testing.TestSite;
import dev.turnstone.cloud.testing.Visitor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Codes on real orders: what they take off, how often, and what becomes of them when nobody pays. */
@Timeout(120)
class PromoTest {
    private final TestCloud cloud = new TestCloud(60, 60);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void fiftyBuyersAtOnceNeverUseACodeMoreOftenThanItAllows() throws Exception {
        code("percent", 20, 7);

        List<Placing> placed = AtOnce.all(50, number -> (Callable<Placing>)
                () -> cloud.selling.place(cloud.event, TestCloud.basket(1).promo("friends")));

        assertEquals(7, placed.stream().filter(Placing.Held.class::isInstance).count());
        placed.stream()
                .filter(each -> !(each instanceof Placing.Held))
                .forEach(each -> assertEquals("fault.promo-used", fault(each)));
        assertEquals(1, cloud.count("promo_code where uses = 7"));
        assertEquals(7, cloud.tier().held(), "who was refused holds nothing");
    }

    @Test
    void aHoldThatRunsOutGivesItsUseBackAndMoneyThatComesTooLateIsHonouredOnlyWhileThereIsOne() {
        code("percent", 20, 1);
        Order first = held(1, "FRIENDS");
        Payment payment = cloud.opened(first);
        cloud.clock.advance(Duration.ofMinutes(15));
        cloud.sweeper.sweep();
        assertEquals(OrderState.EXPIRED, cloud.now(first).state());
        assertEquals(1, cloud.count("promo_code where uses = 0"));

        Order second = held(1, "FRIENDS");
        cloud.provider.pay(Objects.requireNonNull(payment.intent()));
        cloud.settlement.settle(first.id());

        assertEquals(1, cloud.count("payment where refund_key is not null"), "the use is somebody else's by now");
        assertEquals(1, cloud.tier().held());
        assertEquals(0, cloud.tier().sold());
        cloud.provider.pay(Objects.requireNonNull(cloud.opened(second).intent()));
        cloud.settlement.settle(second.id());
        assertEquals(OrderState.CONFIRMED, cloud.now(second).state());
        assertEquals(1, cloud.count("promo_use where state = 'used'"));
    }

    @Test
    void whatComesOffStandsInTheOrderAndOfARefundedTicketOnlyWhatWasPaidGoesBack() {
        code("fixed", 10_000, 5);
        Order order = held(3, "FRIENDS");
        assertEquals(3 * 36_500 - 10_000, order.total().minor());
        cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
        cloud.settlement.settle(order.id());

        for (int seq = 1; seq <= 3; seq++) {
            int which = seq;
            cloud.refunds.ask(
                    order.id(),
                    cloud.jdbi.withHandle(
                            handle -> handle.createQuery("select id from ticket where order_id = :order and seq = :seq")
                                    .bind("order", order.id())
                                    .bind("seq", which)
                                    .mapTo(java.util.UUID.class)
                                    .findOne()));
        }
        assertEquals(1, cloud.count("refund where amount_minor = 36500 - 3334"));
        assertEquals(2, cloud.count("refund where amount_minor = 36500 - 3333"));
    }

    @Test
    void anOrderThatCostsNothingIsFulfilledWithoutAPayment() {
        cloud.jdbi.useHandle(handle -> handle.execute("update tier set fee_minor = 0"));
        code("percent", 100, 5);
        Order order = held(2, "FRIENDS");

        assertTrue(cloud.settlement.open(order).isEmpty());

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
        assertEquals(2, cloud.count("ticket where state = 'valid'"));
        assertEquals(0, cloud.count("payment"));
        assertEquals(1, cloud.count("mail_outbox"));
        cloud.settlement.settle(order.id());
        assertEquals(2, cloud.count("ticket"));

        Order left = held(1, "FRIENDS");
        cloud.clock.advance(Duration.ofMinutes(15));
        cloud.sweeper.sweep();
        assertEquals(OrderState.EXPIRED, cloud.now(left).state());
    }

    @Test
    void aWrongCodeIsSaidBesideItsFieldInBothLanguagesAndNothingIsHeld() throws Exception {
        code("percent", 20, 5);
        try (var site = new TestSite(cloud);
                var visitor = new Visitor(site.uri())) {
            Map<String, String> form =
                    Map.of("quantity-0", "1", "name", "Ana", "email", "ana@example.com", "promo", "<b>'--");
            HttpResponse<String> answer = visitor.post("/e/evening", form);

            assertEquals(422, answer.statusCode());
            assertTrue(answer.body().contains("id=\"promo-fault\">We do not know this code"), answer.body());
            assertTrue(visitor.post("/e/evening?lang=es", form).body().contains("No conocemos este código"));
            assertEquals(0, cloud.count("orders"));

            String page = visitor.get(visitor.post(
                                    "/e/evening",
                                    Map.of("quantity-0", "1", "name", "A", "email", "a@b.mx", "promo", " friends "))
                            .headers()
                            .firstValue("Location")
                            .orElseThrow())
                    .body();
            assertTrue(page.contains("Discount · FRIENDS") && page.contains("−MXN\u00a070.00"), page);
            assertTrue(page.contains("MXN\u00a0295.00"), page);
        }
    }

    @Test
    void theSchemaTakesNoCodeThatNobodyCouldMean() {
        for (String wrong : new String[] {
            "'', 10, null, null, null, null",
            "'lower', 10, null, null, null, null",
            "'OVER', 101, null, null, null, null",
            "'LESS', -1, null, null, null, null",
            "'NEG', null, -5, null, null, null",
            "'BOTH', 10, 10, null, null, null",
            "'NONE', null, null, null, null, null",
            "'ENDED', 10, null, '2026-03-02', '2026-03-01', null",
            "'NEVER', 10, null, null, null, 0"
        }) {
            assertThrows(
                    UnableToExecuteStatementException.class,
                    () -> cloud.jdbi.useHandle(handle -> handle.execute(
                            "insert into promo_code (event_id, created_at, code, percent, fixed_minor, valid_from,"
                                    + " valid_until, max_uses) select id, now(), " + wrong + " from event")),
                    wrong);
        }
    }

    private Order held(int quantity, String promo) {
        return assertInstanceOf(
                        Placing.Held.class,
                        cloud.selling.place(
                                cloud.event, TestCloud.basket(quantity).promo(promo)))
                .order();
    }

    private static String fault(Placing placing) {
        return assertInstanceOf(Placing.Refused.class, placing)
                .faults()
                .getFirst()
                .key();
    }

    private void code(String kind, int off, int maxUses) {
        cloud.jdbi.useHandle(handle -> handle.execute(
                "insert into promo_code (event_id, code, percent, fixed_minor, max_uses, created_at)"
                        + " values (?, 'FRIENDS', ?, ?, ?, now())",
                cloud.event.id(),
                kind.equals("percent") ? (Integer) off : null,
                kind.equals("fixed") ? (Integer) off : null,
                maxUses));
    }
}
