package dev.turnstone.rehearsal.stripe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.stripe.Stripe;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.ChargeListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.RefundCreateParams;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API as stripe-java sees it. */
class StripeApiTest {
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
    void speaksTheVersionOfOurStripeJava() {
        assertEquals(Stripe.API_VERSION, StripeCalls.API_VERSION);
    }

    @Test
    void aNewPaymentWaitsForAWayToPay() throws StripeException {
        PaymentIntent intent = seller.intent();

        assertEquals("requires_payment_method", intent.getStatus());
        assertEquals(45_000L, intent.getAmount());
        assertEquals("mxn", intent.getCurrency());
        assertEquals(Map.of("order", "17"), intent.getMetadata());
        assertTrue(intent.getClientSecret().startsWith(intent.getId() + "_secret_"));
        assertNotNull(intent.getLastResponse().requestId());
        assertEquals(
                intent.getId(),
                seller.stripe.v1().paymentIntents().retrieve(intent.getId()).getId());
    }

    @Test
    void aGoodCardPays() throws StripeException {
        PaymentIntent paid = seller.confirm(seller.intent(), "pm_card_visa");

        assertEquals("succeeded", paid.getStatus());
        assertEquals(45_000L, paid.getAmountReceived());
        Charge charge = seller.stripe.v1().charges().retrieve(paid.getLatestCharge());
        assertTrue(charge.getPaid());
        assertEquals("4242", charge.getPaymentMethodDetails().getCard().getLast4());
        assertEquals(Map.of("order", "17"), charge.getMetadata());
    }

    @Test
    void aDeclinedCardTellsWhyAndLeavesThePaymentOpen() throws StripeException {
        PaymentIntent intent = seller.intent();

        CardException declined =
                assertThrows(CardException.class, () -> seller.confirm(intent, "pm_card_visa_chargeDeclined"));

        assertEquals(402, declined.getStatusCode());
        assertEquals("card_declined", declined.getCode());
        assertEquals("generic_decline", declined.getDeclineCode());
        assertEquals(
                intent.getId(), declined.getStripeError().getPaymentIntent().getId());
        PaymentIntent after = seller.stripe.v1().paymentIntents().retrieve(intent.getId());
        assertEquals("requires_payment_method", after.getStatus());
        assertEquals("generic_decline", after.getLastPaymentError().getDeclineCode());
        assertEquals(declined.getCharge(), after.getLatestCharge());
        assertEquals(
                "failed",
                seller.stripe.v1().charges().retrieve(declined.getCharge()).getStatus());
        assertEquals("succeeded", seller.confirm(after, "pm_card_visa").getStatus());
    }

    @Test
    void aCardWithThreeDSecureWaitsForTheBankAndThenPays() throws Exception {
        PaymentIntent waiting = seller.confirm(seller.intent(), "pm_card_authenticationRequired");
        assertEquals("requires_action", waiting.getStatus());
        assertEquals("use_stripe_sdk", waiting.getNextAction().getType());
        assertNull(waiting.getLatestCharge());

        assertEquals(200, answerBank(waiting, "complete"));

        PaymentIntent paid = seller.stripe
                .v1()
                .paymentIntents()
                .retrieve(
                        waiting.getId(),
                        PaymentIntentRetrieveParams.builder()
                                .addExpand("latest_charge")
                                .build());
        assertEquals("succeeded", paid.getStatus());
        assertEquals(
                "authenticated",
                paid.getLatestChargeObject()
                        .getPaymentMethodDetails()
                        .getCard()
                        .getThreeDSecure()
                        .getResult());
        assertEquals(409, answerBank(waiting, "complete"), "a challenge is answered once");
    }

    @Test
    void aFailedChallengeIsNoPaymentAndMayBeTriedAgain() throws Exception {
        PaymentIntent waiting = seller.confirm(seller.intent(), "pm_card_authenticationRequired");

        answerBank(waiting, "fail");

        PaymentIntent after = seller.stripe.v1().paymentIntents().retrieve(waiting.getId());
        assertEquals("requires_payment_method", after.getStatus());
        assertEquals(
                "payment_intent_authentication_failure",
                after.getLastPaymentError().getCode());
        assertEquals("succeeded", seller.confirm(after, "pm_card_visa").getStatus());
    }

    private int answerBank(PaymentIntent waiting, String answer) throws IOException, InterruptedException {
        Object source = waiting.getNextAction().getUseStripeSdk().get("source");
        return seller.http(HttpRequest.newBuilder(seller.at("/challenge/" + source + "/" + answer))
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }

    @Test
    void aCanceledPaymentIsNeverPaid() throws StripeException {
        PaymentIntent intent = seller.intent();

        PaymentIntent canceled = seller.stripe
                .v1()
                .paymentIntents()
                .cancel(
                        intent.getId(),
                        PaymentIntentCancelParams.builder()
                                .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                                .build());

        assertEquals("canceled", canceled.getStatus());
        assertEquals("abandoned", canceled.getCancellationReason());
        InvalidRequestException refused =
                assertThrows(InvalidRequestException.class, () -> seller.confirm(intent, "pm_card_visa"));
        assertEquals("payment_intent_unexpected_state", refused.getCode());
    }

    @Test
    void aPaidPaymentCannotBeCanceled() throws StripeException {
        PaymentIntent paid = seller.confirm(seller.intent(), "pm_card_visa");

        InvalidRequestException refused = assertThrows(
                InvalidRequestException.class,
                () -> seller.stripe.v1().paymentIntents().cancel(paid.getId()));

        assertEquals("payment_intent_unexpected_state", refused.getCode());
        assertEquals("succeeded", refused.getStripeError().getPaymentIntent().getStatus());
    }

    @Test
    void anUpdateChangesWhatItNamesAndKeepsTheRest() throws StripeException {
        PaymentIntent intent = seller.intent();

        PaymentIntent updated = seller.stripe
                .v1()
                .paymentIntents()
                .update(
                        intent.getId(),
                        PaymentIntentUpdateParams.builder()
                                .setAmount(90_000L)
                                .putMetadata("seats", "2")
                                .build());

        assertEquals(90_000L, updated.getAmount());
        assertEquals(Map.of("order", "17", "seats", "2"), updated.getMetadata());
        assertEquals("ana@example.com", updated.getReceiptEmail());
    }

    @Test
    void theSameKeyWithTheSameParametersMakesOnePayment() throws StripeException {
        PaymentIntentCreateParams order = Seller.order().build();

        PaymentIntent first = seller.stripe.v1().paymentIntents().create(order, key("order-17"));
        PaymentIntent second = seller.stripe.v1().paymentIntents().create(order, key("order-17"));

        assertEquals(first.getId(), second.getId());
        assertNotEquals(
                first.getLastResponse().requestId(), second.getLastResponse().requestId());
        assertEquals(List.of("true"), second.getLastResponse().headers().allValues("Idempotent-Replayed"));
        assertTrue(first.getLastResponse()
                .headers()
                .allValues("Idempotent-Replayed")
                .isEmpty());
        assertEquals(
                1,
                seller.stripe
                        .v1()
                        .paymentIntents()
                        .list(PaymentIntentListParams.builder().build())
                        .getData()
                        .size());
    }

    @Test
    void theSameKeyWithOtherParametersIsRefused() throws StripeException {
        seller.stripe.v1().paymentIntents().create(Seller.order().build(), key("order-17"));

        IdempotencyException refused = assertThrows(
                IdempotencyException.class,
                () -> seller.stripe
                        .v1()
                        .paymentIntents()
                        .create(Seller.order().setAmount(1_000L).build(), key("order-17")));

        assertEquals(400, refused.getStatusCode());
    }

    @Test
    void aKeyWhoseCallWasRefusedForItsParametersIsFreeAgain() throws StripeException {
        assertThrows(
                InvalidRequestException.class,
                () -> seller.stripe
                        .v1()
                        .paymentIntents()
                        .create(Seller.order().setAmount(1L).build(), key("order-17")));

        assertNotNull(seller.stripe.v1().paymentIntents().create(Seller.order().build(), key("order-17")));
    }

    @Test
    void aDeclineIsReplayedUnderItsKeyAndChargesOnce() throws StripeException {
        PaymentIntentCreateParams order = Seller.order()
                .setConfirm(true)
                .setPaymentMethod("pm_card_visa_chargeDeclined")
                .build();

        CardException first = assertThrows(
                CardException.class, () -> seller.stripe.v1().paymentIntents().create(order, key("order-17")));
        CardException second = assertThrows(
                CardException.class, () -> seller.stripe.v1().paymentIntents().create(order, key("order-17")));

        assertEquals(first.getCharge(), second.getCharge());
        assertEquals(
                1,
                seller.stripe
                        .v1()
                        .charges()
                        .list(ChargeListParams.builder().build())
                        .getData()
                        .size());
    }

    private static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    @Test
    void aWrongKeyIsNotLetIn() {
        AuthenticationException refused = assertThrows(
                AuthenticationException.class,
                () -> Seller.client(seller.standIn, "sk_test_somebody_else")
                        .v1()
                        .paymentIntents()
                        .retrieve("pi_x"));

        assertFalse(String.valueOf(refused.getMessage()).contains("sk_test_somebody_else"));
    }

    @Test
    void basicAuthenticationWithTheKeyAsUserNameIsLetIn() throws Exception {
        String pair = Base64.getEncoder().encodeToString((Seller.SECRET_KEY + ":").getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> response =
                seller.http(HttpRequest.newBuilder(seller.at("/v1/balance")).header("Authorization", "Basic " + pair));

        assertEquals(200, response.statusCode(), response.body());
    }

    @Test
    void thePublishableKeySeesOnePaymentByItsSecretAndNothingOfTheSellers() throws Exception {
        PaymentIntent intent = seller.intent();
        String path = "/v1/payment_intents/" + intent.getId() + "?key=" + Seller.PUBLISHABLE_KEY;

        HttpResponse<String> known =
                seller.http(HttpRequest.newBuilder(seller.at(path + "&client_secret=" + intent.getClientSecret())));
        HttpResponse<String> guessed = seller.http(
                HttpRequest.newBuilder(seller.at(path + "&client_secret=" + intent.getId() + "_secret_guess")));
        HttpResponse<String> list =
                seller.http(HttpRequest.newBuilder(seller.at("/v1/payment_intents?key=" + Seller.PUBLISHABLE_KEY)));

        assertEquals(200, known.statusCode(), known.body());
        assertFalse(known.body().contains("\"metadata\""), known.body());
        assertEquals(400, guessed.statusCode());
        assertEquals(403, list.statusCode());
    }

    @Test
    void whatDoesNotExistIsMissing() {
        InvalidRequestException missing = assertThrows(
                InvalidRequestException.class,
                () -> seller.stripe.v1().paymentIntents().retrieve("pi_nobody"));

        assertEquals(404, missing.getStatusCode());
        assertEquals("resource_missing", missing.getCode());
    }

    @Test
    void wrongParametersAreNamed() {
        assertEquals("amount", refused(Seller.order().setAmount(0L)).getParam());
        assertEquals("amount_too_small", refused(Seller.order().setAmount(999L)).getCode());
        assertEquals("currency", refused(Seller.order().setCurrency("pesos")).getParam());
        assertEquals(
                "parameter_unknown",
                refused(Seller.order().putExtraParam("colour", "teal")).getCode());
    }

    private InvalidRequestException refused(PaymentIntentCreateParams.Builder order) {
        return assertThrows(
                InvalidRequestException.class,
                () -> seller.stripe.v1().paymentIntents().create(order.build()));
    }

    @Test
    void expandedChargesAddUpToTheBalance() throws StripeException {
        PaymentIntent paid = seller.confirm(seller.intent(), "pm_card_visa");

        PaymentIntent expanded = seller.stripe
                .v1()
                .paymentIntents()
                .retrieve(
                        paid.getId(),
                        PaymentIntentRetrieveParams.builder()
                                .addExpand("latest_charge.balance_transaction")
                                .build());

        var moved = expanded.getLatestChargeObject().getBalanceTransactionObject();
        assertEquals(45_000L, moved.getAmount());
        assertEquals(moved.getAmount() - moved.getFee(), moved.getNet());
        assertEquals(
                moved.getNet(),
                seller.stripe
                        .v1()
                        .balance()
                        .retrieve()
                        .getAvailable()
                        .getFirst()
                        .getAmount());
    }

    @Test
    void aRefundGivesBackOnceAndTheBooksStillAddUp() throws StripeException {
        PaymentIntent paid = seller.confirm(seller.intent(), "pm_card_visa");
        RefundCreateParams.Builder refund = RefundCreateParams.builder().setPaymentIntent(paid.getId());

        Refund part =
                seller.stripe.v1().refunds().create(refund.setAmount(5_000L).build(), key("refund-17"));
        Refund again =
                seller.stripe.v1().refunds().create(refund.setAmount(5_000L).build(), key("refund-17"));
        Refund rest = seller.stripe
                .v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(paid.getId())
                        .build());

        assertEquals(part.getId(), again.getId());
        assertEquals("succeeded", rest.getStatus());
        assertEquals(40_000L, rest.getAmount());
        Charge charge = seller.stripe.v1().charges().retrieve(paid.getLatestCharge());
        assertTrue(charge.getRefunded());
        assertEquals(45_000L, charge.getAmountRefunded());
        InvalidRequestException spent = assertThrows(
                InvalidRequestException.class,
                () -> seller.stripe
                        .v1()
                        .refunds()
                        .create(RefundCreateParams.builder()
                                .setPaymentIntent(paid.getId())
                                .build()));
        assertEquals("charge_already_refunded", spent.getCode());
        long net = 0;
        for (BalanceTransaction moved : seller.stripe
                .v1()
                .balanceTransactions()
                .list(BalanceTransactionListParams.builder().build())
                .getData()) {
            net += moved.getNet();
        }
        assertEquals(
                net,
                seller.stripe
                        .v1()
                        .balance()
                        .retrieve()
                        .getAvailable()
                        .getFirst()
                        .getAmount());
        seller.shop.await("charge.refunded");
    }

    @Test
    void whatWasNotPaidIsNotRefunded() throws StripeException {
        PaymentIntent open = seller.intent();

        assertThrows(
                InvalidRequestException.class,
                () -> seller.stripe
                        .v1()
                        .refunds()
                        .create(RefundCreateParams.builder()
                                .setPaymentIntent(open.getId())
                                .build()));
    }

    @Test
    void aHundredPaymentsAtOnceAreAHundredPayments() throws Exception {
        List<Future<String>> paying = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int guest = 0; guest < 100; guest++) {
                paying.add(crowd.submit(
                        () -> seller.confirm(seller.intent(), "pm_card_visa").getStatus()));
            }
        }

        for (Future<String> each : paying) {
            assertEquals("succeeded", each.get());
        }
        Shop.until(() -> seller.shop.types().size() == 300, "three events of each");
    }

    @Test
    void eventsAreListedNewestFirstInPages() throws StripeException {
        for (int i = 0; i < 5; i++) {
            seller.confirm(seller.intent(), "pm_card_visa");
        }

        var succeeded = EventListParams.builder()
                .setType("payment_intent.succeeded")
                .setLimit(2L)
                .build();
        int count = 0;
        for (Event event : seller.stripe.v1().events().list(succeeded).autoPagingIterable()) {
            assertEquals("payment_intent.succeeded", event.getType());
            assertTrue(event.getDataObjectDeserializer().getObject().isPresent());
            count++;
        }
        assertEquals(5, count);
    }
}
