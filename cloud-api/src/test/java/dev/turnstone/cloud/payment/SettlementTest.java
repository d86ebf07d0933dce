package dev.turnstone.cloud.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.TestCloud;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SettlementTest {
    private final TestCloud cloud = new TestCloud(10);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aPageThatIsOlderThanTheHoldOpensNoPayment() {
        try (var cloud = new TestCloud(10)) {
            Order order = cloud.held(2);
            cloud.clock.advance(Duration.ofMinutes(16));

            assertTrue(cloud.settlement.open(order).isEmpty());
            cloud.sweeper.sweep();

            assertTrue(cloud.settlement.open(order).isEmpty());
            assertEquals(OrderState.EXPIRED, cloud.now(order).state());
            assertEquals(0, cloud.provider.intents());
        }
    }

    @Test
    void aPaidOrderHasItsTicketsItsLetterAndItsWordToTheHubs() {
        Order order = cloud.held(2);
        cloud.provider.pay(intent(order));

        cloud.settlement.settle(order.id());

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
        assertEquals(2, cloud.tier().sold());
        assertEquals(0, cloud.tier().held());
        assertEquals(2, cloud.count("ticket"));
        assertEquals(1, cloud.count("mail_outbox"));
        assertEquals(2, cloud.count("change where kind = 'pass'"));
    }

    @Test
    void itsPassesAreSignedByTheEventsKey() {
        Order order = cloud.held(1);
        cloud.provider.pay(intent(order));
        cloud.settlement.settle(order.id());

        List<Ticket> tickets = cloud.jdbi.withHandle(handle -> Tickets.ofOrder(handle, order.id()));
        PublicKey key =
                cloud.jdbi.withHandle(handle -> PublicKey.of(handle.createQuery("select public_key from event_key")
                        .mapTo(byte[].class)
                        .one()));
        Pass pass = ((Decoded.Read) PassCodec.decode(tickets.getFirst().pass())).pass();
        assertEquals(true, key.verifies(pass.signature(), PassCodec.signed(pass.body())));
        assertEquals(119, tickets.getFirst().pass().length());
    }

    @Test
    void settledFiftyTimesAtOnceItIsFulfilledOnce() throws Exception {
        Order order = cloud.held(3);
        cloud.provider.pay(intent(order));

        AtOnce.all(50, time -> () -> {
            cloud.settlement.settle(order.id());
            return time;
        });

        assertEquals(3, cloud.count("ticket"));
        assertEquals(1, cloud.count("mail_outbox"));
        assertEquals(3, cloud.tier().sold());
    }

    @Test
    void openingThePaymentTwiceIsOneIntent() {
        Order order = cloud.held(1);

        assertEquals(cloud.opened(order), cloud.opened(order));
        assertEquals(1, cloud.provider.intents());
    }

    @Test
    void anIntentWhoseAnswerWasLostIsFoundAgainByItsKey() {
        Order order = cloud.held(1);
        String intent = intent(order);
        // The process died between Stripe's answer and our writing it down.
        cloud.jdbi.useHandle(handle -> handle.execute("update payment set intent = null, client_secret = null"));
        cloud.provider.pay(intent);

        cloud.settlement.settle(order.id());

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
        assertEquals(1, cloud.provider.intents());
    }

    @Test
    void aHoldThatRanOutIsCancelledAtTheProviderFirstAndThenGivenBack() {
        Order order = cloud.held(4);
        String intent = intent(order);
        cloud.clock.advance(Duration.ofMinutes(15));

        cloud.sweeper.sweep();

        assertEquals(List.of(intent), cloud.provider.cancelled());
        assertEquals(OrderState.EXPIRED, cloud.now(order).state());
        assertEquals(10, cloud.tier().left());
    }

    @Test
    void aHoldIsKeptToItsLastSecond() {
        Order order = cloud.held(4);
        intent(order);
        cloud.clock.advance(Duration.ofMinutes(15).minusSeconds(1));

        cloud.sweeper.sweep();

        assertEquals(OrderState.PENDING, cloud.now(order).state());
        assertEquals(6, cloud.tier().left());
    }

    @Test
    void aHoldWithoutAPaymentIsGivenBackToo() {
        Order order = cloud.held(4);
        cloud.clock.advance(Duration.ofMinutes(15));

        cloud.sweeper.sweep();

        assertEquals(OrderState.EXPIRED, cloud.now(order).state());
        assertEquals(10, cloud.tier().left());
    }

    @Test
    void paidInTheLastSecondWithItsWebhookLostIsFulfilledByTheSweeper() {
        Order order = cloud.held(4);
        cloud.provider.pay(intent(order));
        cloud.clock.advance(Duration.ofMinutes(20));

        cloud.sweeper.sweep();

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
    }

    @Test
    void whileTheBankThinksTheHoldIsKept() {
        Order order = cloud.held(4);
        cloud.provider.process(intent(order));
        cloud.clock.advance(Duration.ofMinutes(20));

        cloud.sweeper.sweep();
        assertEquals(OrderState.PENDING, cloud.now(order).state());
        assertEquals(6, cloud.tier().left());

        cloud.provider.pay(intent(order));
        cloud.clock.advance(Duration.ofMinutes(1));
        cloud.sweeper.sweep();
        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
    }

    @Test
    void moneyThatComesAfterTheHoldStillBuysWhatIsLeft() {
        Order order = expired(4);
        cloud.provider.pay(intentOf(order));

        cloud.settlement.settle(order.id());

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
        assertEquals(4, cloud.tier().sold());
    }

    @Test
    void moneyThatComesTooLateForTheLastTicketsGoesBackAndTheGuestIsTold() {
        Order order = expired(4);
        cloud.held(8);
        cloud.provider.pay(intentOf(order));

        cloud.settlement.settle(order.id());
        cloud.sweeper.sweep();
        cloud.sweeper.sweep();

        assertEquals(OrderState.REFUNDED, cloud.now(order).state());
        assertEquals(1, cloud.provider.refunds());
        assertEquals(0, cloud.count("ticket"));
        assertEquals(1, cloud.count("mail_outbox where kind = 'late-refund'"));
        assertEquals(8, cloud.tier().held());
    }

    @Test
    void anotherAmountThanWasAskedIssuesNothing() {
        Order order = cloud.held(2);
        cloud.provider.pay(intent(order), Money.of(1, "MXN"));

        cloud.settlement.settle(order.id());

        assertEquals(OrderState.PENDING, cloud.now(order).state());
        assertEquals(0, cloud.count("ticket"));
    }

    @Test
    void everyDeclineIsLoggedOnceAndAnotherCardMayBeTried() {
        Order order = cloud.held(1);
        String intent = intent(order);
        cloud.provider.decline(intent, "ch_1");
        cloud.settlement.settle(order.id());
        cloud.settlement.settle(order.id());
        cloud.provider.decline(intent, "ch_2");
        cloud.settlement.settle(order.id());
        assertEquals(2, cloud.count("payment_failures"));

        cloud.provider.pay(intent);
        cloud.settlement.settle(order.id());

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
    }

    @Test
    void whenTicketsCannotBeMadeTheMoneyIsWrittenDownAndTheyFollowAsSoonAsTheyCan() {
        Order order = cloud.held(2);
        cloud.provider.pay(intent(order));
        cloud.jdbi.useHandle(handle -> handle.execute("update event_key set issuing = false"));

        cloud.settlement.settle(order.id());
        assertEquals(OrderState.PAID, cloud.now(order).state());
        assertEquals(2, cloud.tier().sold());
        assertEquals(0, cloud.count("mail_outbox"));

        cloud.jdbi.useHandle(handle -> handle.execute("update event_key set issuing = true"));
        cloud.clock.advance(Duration.ofSeconds(2));
        cloud.sweeper.sweep();

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
        assertEquals(2, cloud.count("ticket"));
        assertEquals(2, cloud.tier().sold());
    }

    @Test
    void moneyThatWentBackTakesItsTicketsAlongAtEveryGate() {
        Order order = confirmed(3);

        cloud.provider.giveBack(intentOf(order), order.total());
        cloud.settlement.settle(order.id());
        cloud.settlement.settle(order.id());

        assertEquals(OrderState.REFUNDED, cloud.now(order).state());
        assertEquals(3, cloud.count("ticket where state = 'refunded'"));
        assertEquals(3, cloud.count("change where kind = 'pass' and body like '%\"revoked\"%'"));
        assertEquals(1, cloud.count("mail_outbox where kind = 'refund'"));
        assertEquals(10, cloud.tier().left());
    }

    @Test
    void moneyThatWentBackInPartLeavesTheTicketsGood() {
        Order order = confirmed(3);

        cloud.provider.giveBack(intentOf(order), Money.of(100, "MXN"));
        cloud.settlement.settle(order.id());

        assertEquals(OrderState.PARTLY_REFUNDED, cloud.now(order).state());
        assertEquals(3, cloud.count("ticket where state = 'valid'"));
        assertEquals(1, cloud.count("payment where given_back_minor = 100"));
        assertEquals(3, cloud.tier().sold());

        cloud.provider.giveBack(intentOf(order), order.total());
        cloud.settlement.settle(order.id());
        assertEquals(OrderState.REFUNDED, cloud.now(order).state());
        assertEquals(0, cloud.count("ticket where state = 'valid'"));
    }

    @Test
    void aSecondTicketForTheSameSeatOfALineIsImpossibleInTheSchema() {
        Order order = cloud.held(1);
        cloud.provider.pay(intent(order));
        cloud.settlement.settle(order.id());

        assertThrows(
                UnableToExecuteStatementException.class, () -> cloud.jdbi.useHandle(handle -> handle.execute("""
                        insert into ticket (token, order_id, line, seq, event_id, tier_id, pass_number, pass, proof,
                                            attendee_name, issued_at)
                        select token || 'x', order_id, line, seq, event_id, tier_id, pass_number + 1, pass, proof,
                               attendee_name, issued_at from ticket
                        """)));
    }

    @Test
    void anIllegalStepIsImpossibleInTheSchema() {
        Order order = cloud.held(1);

        assertThrows(
                UnableToExecuteStatementException.class,
                () -> cloud.jdbi.useHandle(handle -> handle.execute(
                        "update orders set state = 'confirmed', paid_at = now(), confirmed_at = now() where id = ?",
                        order.id())));
    }

    private Order confirmed(int quantity) {
        Order order = cloud.held(quantity);
        cloud.provider.pay(intent(order));
        cloud.settlement.settle(order.id());
        return order;
    }

    private Order expired(int quantity) {
        Order order = cloud.held(quantity);
        intent(order);
        cloud.clock.advance(Duration.ofMinutes(15));
        // As if the cancelling had been answered, and then the money came all the same.
        cloud.sweeper.sweep();
        return order;
    }

    private String intent(Order order) {
        return Objects.requireNonNull(cloud.opened(order).intent());
    }

    private String intentOf(Order order) {
        return cloud.jdbi
                .withHandle(handle -> Payments.ofOrder(handle, order.id()))
                .map(Payment::intent)
                .orElseThrow();
    }
}
