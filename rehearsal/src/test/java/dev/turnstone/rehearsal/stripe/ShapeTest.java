package dev.turnstone.rehearsal.stripe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.stripe.model.PaymentIntent;
import dev.turnstone.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Compares our objects with one published example of each, field by field and type by type. Where one of both is null
 * there is no type to compare: Stripe's fields are null until they mean something.
 */
class ShapeTest {
    /** Objects whose fields are the seller's or depend on the kind of payment: present, and free inside. */
    private static final Set<String> OPEN = Set.of(
            "/metadata",
            "/data/object",
            "/payment_method_options",
            "/automatic_payment_methods",
            "/next_action",
            "/last_payment_error");

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
    void aPaymentIntentHasStripesShapeInEveryState() throws Exception {
        PaymentIntent intent = seller.intent();
        compare("payment_intent", "/v1/payment_intents/" + intent.getId());
        seller.confirm(intent, "pm_card_authenticationRequired");
        compare("payment_intent", "/v1/payment_intents/" + intent.getId());
        seller.confirm(intent, "pm_card_visa");
        compare("payment_intent", "/v1/payment_intents/" + intent.getId());
        PaymentIntent canceled =
                seller.stripe.v1().paymentIntents().cancel(seller.intent().getId());
        compare("payment_intent", "/v1/payment_intents/" + canceled.getId());
    }

    @Test
    void aChargeHasStripesShape() throws Exception {
        PaymentIntent paid = seller.confirm(seller.intent(), "pm_card_visa");
        compare("charge", "/v1/charges/" + paid.getLatestCharge());
    }

    @Test
    void aPaymentMethodHasStripesShape() throws Exception {
        PaymentIntent paid = seller.confirm(seller.intent(), "pm_card_visa");
        compare("payment_method", "/v1/payment_methods/" + paid.getPaymentMethod());
    }

    @Test
    void anEventHasStripesShape() throws Exception {
        seller.intent();
        String id = seller.shop.await("payment_intent.created").getId();
        compare("event", "/v1/events/" + id);
    }

    @Test
    void aBalanceTransactionAndTheBalanceHaveStripesShape() throws Exception {
        PaymentIntent paid = seller.confirm(seller.intent(), "pm_card_visa");
        String moved =
                seller.stripe.v1().charges().retrieve(paid.getLatestCharge()).getBalanceTransaction();
        compare("balance_transaction", "/v1/balance_transactions/" + moved);
        compare("balance", "/v1/balance");
    }

    @Test
    void aRefundHasStripesShape() throws Exception {
        PaymentIntent paid = seller.confirm(seller.intent(), "pm_card_visa");
        String refund = seller.stripe
                .v1()
                .refunds()
                .create(com.stripe.param.RefundCreateParams.builder()
                        .setPaymentIntent(paid.getId())
                        .build())
                .getId();
        compare("refund", "/v1/refunds/" + refund);
        compare("charge", "/v1/charges/" + paid.getLatestCharge());
    }

    private void compare(String resource, String path) throws IOException, InterruptedException {
        JsonNode wanted = example(resource);
        JsonNode ours = Json.read(
                seller.http(HttpRequest.newBuilder(seller.at(path))
                                .header("Authorization", "Bearer " + Seller.SECRET_KEY))
                        .body(),
                JsonNode.class);
        List<String> differences = new ArrayList<>();
        differences("", wanted, ours, differences);
        assertEquals(List.of(), differences, resource + ": " + ours.toPrettyString());
    }

    private static JsonNode example(String resource) throws IOException {
        String folder = System.getenv("TURNSTONE_TEST_DATA");
        Path file = Path.of(folder == null ? "" : folder).resolve("stripe").resolve("fixtures3.json");
        assumeTrue(
                folder != null && Files.exists(file),
                "no examples of Stripe's objects: set TURNSTONE_TEST_DATA to the folder that holds stripe/fixtures3.json");
        return Json.read(Files.readAllBytes(file), JsonNode.class)
                .path("resources")
                .path(resource);
    }

    private static void differences(String at, JsonNode wanted, JsonNode ours, List<String> differences) {
        if (wanted.isNull() || ours.isNull() || OPEN.contains(at)) {
            return;
        }
        if (wanted.getNodeType() != ours.getNodeType()) {
            differences.add(at + " is " + ours.getNodeType() + " and should be " + wanted.getNodeType());
            return;
        }
        if (wanted.getNodeType() == JsonNodeType.OBJECT) {
            wanted.properties().forEach(field -> {
                String path = at + "/" + field.getKey();
                if (ours.has(field.getKey())) {
                    differences(path, field.getValue(), ours.get(field.getKey()), differences);
                } else {
                    differences.add(path + " is missing");
                }
            });
            ours.properties().forEach(field -> {
                if (!wanted.has(field.getKey())) {
                    differences.add(at + "/" + field.getKey() + " is not Stripe's");
                }
            });
        }
        if (wanted.getNodeType() == JsonNodeType.ARRAY && !wanted.isEmpty() && !ours.isEmpty()) {
            differences(at + "/0", wanted.get(0), ours.get(0), differences);
        }
    }
}
