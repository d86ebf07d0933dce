package dev.turnstone.cloud.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.PaymentProvider.Contested;
import dev.turnstone.cloud.payment.PaymentProvider.GivenBack.State;
import dev.turnstone.cloud.payment.Refunds.Asked;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.testing.TestCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an owner gives back, and what a guest's bank takes back. One ticket costs 365.00: 350.00 and a fee of 15.00. */
@Timeout(120)
class RefundsTest {
    private static final Money ONE = Money.of(365_00, "MXN");

    private final TestCloud cloud = new TestCloud(10);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aRefundedTicketIsRevokedSoldAgainAndTheOthersStayGood() {
        Order order = bought(3);
        Ticket first = tickets(order).getFirst();

        assertEquals(Asked.YES, cloud.refunds.ask(order.id(), Optional.of(first.id())));
        cloud.refunds.round();

        assertEquals(OrderState.PARTLY_REFUNDED, cloud.now(order).state());
        assertEquals(
                List.of("refunded", "valid", "valid"),
                tickets(order).stream().map(Ticket::state).toList());
        assertEquals(8, cloud.tier().left());
        assertEquals(ONE, cloud.provider.read(intent(order)).givenBack());
        assertEquals(1, cloud.count("change where kind = 'pass' and body like '%revoked%'"));
    }

    @Test
    void theSameTicketGoesBackOnceAndNothingBeyondWhatWasPaid() {
        Order order = bought(2);
        Ticket first = tickets(order).getFirst();
        assertEquals(Asked.YES, cloud.refunds.ask(order.id(), Optional.of(first.id())));
        assertEquals(Asked.NOTHING_LEFT, cloud.refunds.ask(order.id(), Optional.of(first.id())));
        assertEquals(Asked.YES, cloud.refunds.ask(order.id(), Optional.empty()));
        assertEquals(Asked.NOTHING_LEFT, cloud.refunds.ask(order.id(), Optional.empty()));

        cloud.refunds.round();

        assertEquals(OrderState.REFUNDED, cloud.now(order).state());
        assertEquals(10, cloud.tier().left());
        assertEquals(2, cloud.count("ticket where state = 'refunded'"));
        assertEquals(ONE.times(2), cloud.provider.read(intent(order)).givenBack());
    }

    @Test
    void aRefundThatTheBankSendsBackIsToldToTheOwnerAndAskedForAgainAsANewOne() {
        Order order = bought(2);
        cloud.provider.refundsBegin(State.PENDING);
        cloud.refunds.ask(order.id(), Optional.of(tickets(order).getFirst().id()));
        cloud.refunds.round();
        assertEquals(1, cloud.count("refund where state = 'pending'"));

        cloud.provider.refundEnds("re_1", intent(order), State.FAILED, ONE);
        cloud.clock.advance(Duration.ofHours(2));
        cloud.refunds.round();

        assertEquals(1, cloud.count("refund where state = 'failed' and error = 'expired_or_canceled_card'"));
        assertEquals(1, cloud.count("mail_outbox where kind = 'owner-refund' and recipient = 'owner@example.com'"));
        assertEquals(1, cloud.count("ticket where state = 'refunded'"), "it stays dead at the gates");
        assertEquals(1, cloud.count("payment where given_back_minor = 0"), "the books follow the money");

        cloud.provider.refundsBegin(State.SUCCEEDED);
        cloud.refunds.again(cloud.jdbi.withHandle(handle -> handle.createQuery("select id from refund")
                .mapTo(java.util.UUID.class)
                .one()));
        cloud.refunds.round();

        assertEquals(1, cloud.count("refund where state = 'succeeded' and provider_id = 're_2'"));
        assertEquals(ONE, cloud.provider.read(intent(order)).givenBack());
    }

    @Test
    void aRefundThatIsRefusedFiveTimesIsToldToTheOwnerOnce() {
        Order order = bought(1);
        cloud.provider.refuseRefund(intent(order));
        cloud.refunds.ask(order.id(), Optional.empty());

        for (int attempt = 0; attempt < 7; attempt++) {
            cloud.refunds.round();
            cloud.clock.advance(Duration.ofHours(1));
        }

        assertEquals(7, cloud.provider.refundsAsked());
        assertEquals(1, cloud.count("mail_outbox where kind = 'owner-refund'"));
    }

    @Test
    void ticketsThatCannotBeIssuedFiveTimesAreToldToTheOwnerOnce() {
        Order order = cloud.held(1);
        cloud.provider.pay(intent(order));
        cloud.jdbi.useHandle(handle -> handle.execute("update event_key set issuing = false"));

        for (int attempt = 1; attempt <= 7; attempt++) {
            assertEquals(
                    attempt <= 5 ? 0 : 1,
                    cloud.count("mail_outbox where kind = 'owner-tickets'"),
                    "before attempt " + attempt);
            cloud.settlement.settle(order.id());
            cloud.clock.advance(Duration.ofMinutes(31));
        }

        assertEquals(1, cloud.count("mail_outbox where kind = 'owner-tickets'"));
    }

    @Test
    void aDisputeIsRecordedWithItsDueDateToldAnsweredOnceAndFollowedToItsEnd() {
        Order order = bought(2);
        Payment payment = cloud.opened(order);
        Instant due = TestCloud.NOW.plus(Duration.ofDays(10));
        contest(order, "needs_response", due);
        cloud.disputes.look(payment);
        cloud.disputes.look(payment);

        assertEquals(1, cloud.count("dispute where state = 'needs_response' and due_at is not null"));
        assertEquals(1, cloud.count("payment where state = 'disputed'"));
        assertEquals(1, cloud.count("mail_outbox where kind = 'owner-dispute'"));

        cloud.disputes.answer("dp_1");
        String story =
                Objects.requireNonNull(cloud.provider.answers().get("dp_1")).story();
        assertEquals(true, story.contains(order.number()) && story.contains("Ticket 1-2"), story);
        assertEquals(1, cloud.count("dispute where evidence_sent_at is not null"));

        contest(order, "won", due);
        cloud.disputes.look(payment);
        assertEquals(1, cloud.count("payment where state = 'completed'"));
        assertEquals(1, cloud.count("dispute where state = 'won'"));
    }

    private void contest(Order order, String state, Instant due) {
        cloud.provider.contest(
                intent(order), new Contested("dp_1", state, "fraudulent", ONE.times(2), Optional.of(due)));
    }

    private Order bought(int quantity) {
        Order order = cloud.held(quantity);
        cloud.provider.pay(intent(order));
        cloud.settlement.settle(order.id());
        return cloud.now(order);
    }

    private String intent(Order order) {
        return Objects.requireNonNull(cloud.opened(order).intent());
    }

    private List<Ticket> tickets(Order order) {
        return cloud.jdbi.withHandle(handle -> Tickets.ofOrder(handle, order.id()));
    }
}
