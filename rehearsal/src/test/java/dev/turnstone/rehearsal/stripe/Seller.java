package dev.turnstone.rehearsal.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;

/** A seller with a shop: the stand-in, and stripe-java pointed at it. */
final class Seller implements AutoCloseable {
    static final String SECRET_KEY = "sk_test_rehearsal";
    static final String PUBLISHABLE_KEY = "pk_test_rehearsal";

    final Shop shop;
    final StripeStandIn standIn;
    final StripeClient stripe;

    private Seller(Shop shop, StripeStandIn standIn) {
        this.shop = shop;
        this.standIn = standIn;
        this.stripe = client(standIn, SECRET_KEY);
    }

    static Seller open() throws IOException {
        return open(Optional.empty());
    }

    static Seller open(Optional<Path> snapshot) throws IOException {
        Shop shop = Shop.open();
        return new Seller(shop, start(shop.endpoint(), snapshot));
    }

    static StripeStandIn start(URI endpoint, Optional<Path> snapshot) {
        return StripeStandIn.start(
                new StripeSettings("localhost", 0, SECRET_KEY, PUBLISHABLE_KEY, Shop.SECRET, endpoint, snapshot));
    }

    static StripeClient client(StripeStandIn standIn, String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(standIn.uri().toString())
                .setConnectTimeout(5_000)
                .setReadTimeout(10_000)
                .build();
    }

    PaymentIntent intent() throws StripeException {
        return stripe.v1().paymentIntents().create(order().build());
    }

    static PaymentIntentCreateParams.Builder order() {
        return PaymentIntentCreateParams.builder()
                .setAmount(45_000L)
                .setCurrency("mxn")
                .setDescription("Maguey · Saturday, 1 × General admission")
                .setReceiptEmail("ana@example.com")
                .putMetadata("order", "17")
                .setAutomaticPaymentMethods(PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .build());
    }

    PaymentIntent confirm(PaymentIntent intent, String method) throws StripeException {
        return stripe.v1()
                .paymentIntents()
                .confirm(
                        intent.getId(),
                        PaymentIntentConfirmParams.builder()
                                .setPaymentMethod(method)
                                .putExtraParam("use_stripe_sdk", true)
                                .build());
    }

    HttpResponse<String> http(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    URI at(String path) {
        return standIn.uri().resolve(path);
    }

    /** Moves switches, as {@code {"timeout":{"share":1,"times":1}}}. */
    void misbehave(String json) throws IOException, InterruptedException {
        HttpResponse<String> response = http(
                HttpRequest.newBuilder(at("/control/misbehaviour")).PUT(HttpRequest.BodyPublishers.ofString(json)));
        if (response.statusCode() != 200) {
            throw new AssertionError(response.body());
        }
    }

    @Override
    public void close() {
        standIn.close();
        shop.close();
    }
}
