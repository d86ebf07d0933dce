package dev.turnstone.rehearsal.stripe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.RateLimitException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the seller, on good days and on bad ones. */
class WebhooksTest {
    private Seller seller;

    @BeforeEach
    void open() throws IOException {
        seller = Seller.open();
    }

    @AfterEach
    void close() {
        seller.close();
    }

    @Test
    void aPaymentIsToldWithASignatureThatStripeJavaBelieves() throws Exception {
        PaymentIntent paid = seller.confirm(seller.intent(), "pm_card_visa");

        Event event = seller.shop.await("payment_intent.succeeded");

        PaymentIntent told = assertInstanceOf(
                PaymentIntent.class,
                event.getDataObjectDeserializer().getObject().orElseThrow());
        assertEquals(paid.getId(), told.getId());
        assertEquals("succeeded", told.getStatus());
        seller.shop.await("payment_intent.created");
        seller.shop.await("charge.succeeded");
        assertEquals(List.of(), seller.shop.unsigned());
    }

    @Test
    void aDeclineIsToldToo() throws Exception {
        PaymentIntent intent = seller.intent();
        assertThrows(CardException.class, () -> seller.confirm(intent, "pm_card_visa_chargeDeclined"));

        PaymentIntent told = (PaymentIntent) seller.shop
                .await("payment_intent.payment_failed")
                .getDataObjectDeserializer()
                .getObject()
                .orElseThrow();

        assertEquals("generic_decline", told.getLastPaymentError().getDeclineCode());
    }

    @Test
    void aDeliveryThatWasNotTakenComesAgain() throws Exception {
        seller.shop.answerNext(500, 302);

        seller.intent();

        Shop.until(() -> seller.shop.types().size() == 3, "two failures and a success");
        Set<String> ids = new HashSet<>();
        seller.shop.received().forEach(event -> ids.add(event.getId()));
        assertEquals(1, ids.size(), "the same event each time");
        Shop.until(() -> pending(seller.shop.received().getFirst().getId()) == 0, "nothing left to send");
    }

    private long pending(String event) {
        try {
            return seller.stripe.v1().events().retrieve(event).getPendingWebhooks();
        } catch (com.stripe.exception.StripeException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void aSwitchedDuplicateComesTwice() throws Exception {
        seller.misbehave("{\"duplicate\":{\"share\":1,\"times\":1}}");

        seller.intent();
        seller.intent();

        Shop.until(() -> seller.shop.types().size() == 3, "one event twice, the other once");
    }

    @Test
    void aReorderedEventIsOvertaken() throws Exception {
        seller.misbehave("{\"reorder\":{\"share\":1,\"times\":1}}");

        PaymentIntent first = seller.intent();
        seller.confirm(first, "pm_card_visa");

        Shop.until(() -> seller.shop.types().size() == 3, "all three events");
        assertEquals("payment_intent.created", seller.shop.types().getLast());
    }

    @Test
    void aDroppedEventIsOnlyToBeFoundByAsking() throws Exception {
        seller.misbehave("{\"drop\":{\"share\":1,\"times\":1}}");

        PaymentIntent dropped = seller.intent();
        PaymentIntent told = seller.intent();

        assertEquals(
                told.getId(),
                ((PaymentIntent) seller.shop
                                .await("payment_intent.created")
                                .getDataObjectDeserializer()
                                .getObject()
                                .orElseThrow())
                        .getId());
        Event found = seller.stripe
                .v1()
                .events()
                .list(com.stripe.param.EventListParams.builder().build())
                .getData()
                .getLast();
        assertTrue(found.getDataObjectDeserializer().getRawJson().contains(dropped.getId()));
        seller.http(HttpRequest.newBuilder(seller.at("/events/" + found.getId() + "/resend"))
                .POST(HttpRequest.BodyPublishers.noBody()));
        Shop.until(
                () -> seller.shop.received().stream()
                        .anyMatch(event -> event.getId().equals(found.getId())),
                "the event that was sent again by hand");
    }

    @Test
    void switchedErrorsAreWhatStripeJavaKnowsAsSuch() throws Exception {
        seller.misbehave("{\"error\":{\"share\":1,\"times\":1}}");
        assertThrows(ApiException.class, seller::intent);

        seller.misbehave("{\"rate_limit\":{\"share\":1,\"times\":1}}");
        assertThrows(RateLimitException.class, seller::intent);

        seller.intent();
        seller.shop.await("payment_intent.created");
        assertEquals(1, seller.shop.types().size(), "what failed did nothing");
    }

    @Test
    void aKeptStandInGoesOnWhereItStopped(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("stripe.json");
        PaymentIntent paid;
        PaymentIntent waiting;
        try (Seller before = Seller.open(Optional.of(file))) {
            before.shop.answerNext(500, 500, 500, 500, 500, 500, 500);
            paid = before.confirm(before.intent(), "pm_card_visa");
            waiting = before.confirm(before.intent(), "pm_card_authenticationRequired");
            Shop.until(() -> before.shop.types().size() >= 5, "the first attempts, all refused");
        }

        try (Seller after = Seller.open(Optional.of(file))) {
            assertEquals(
                    "succeeded",
                    after.stripe.v1().paymentIntents().retrieve(paid.getId()).getStatus());
            assertEquals(
                    "requires_action",
                    after.stripe.v1().paymentIntents().retrieve(waiting.getId()).getStatus());
            after.shop.await("payment_intent.succeeded");
        }
    }
}
