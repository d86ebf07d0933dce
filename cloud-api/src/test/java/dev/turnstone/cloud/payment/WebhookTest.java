package dev.turnstone.cloud.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.platform.http.HttpShell;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WebhookTest {
    private static final String SECRET = "whsec_test";

    private final TestCloud cloud = new TestCloud(10);
    private final HttpShell server = HttpShell.named("webhooks")
            .listen("127.0.0.1", 0)
            .routes(rules -> rules.register(new WebhookRoutes(cloud.jdbi, SECRET, cloud.clock, () -> {})))
            .start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebhookWork work = cloud.webhooks;

    @AfterEach
    void close() {
        http.close();
        server.close();
        cloud.close();
    }

    @Test
    void fiftyDeliveriesOfOneEventAtOnceAreOneRowAndOneFulfilment() throws Exception {
        Order order = cloud.held(2);
        String payload = paid(order, "evt_1");

        List<Integer> answers =
                AtOnce.all(50, delivery -> () -> post(payload, signature(payload, SECRET, cloud.clock.instant())));
        AtOnce.all(4, worker -> work::round);

        assertEquals(Collections.nCopies(50, 200), answers);
        assertEquals(1, cloud.count("webhook_inbox where state = 'done'"));
        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
        assertEquals(2, cloud.count("ticket"));
        assertEquals(1, cloud.count("mail_outbox"));
    }

    @Test
    void manyEventsAboutOneOrderInAnyOrderAreOneFulfilment() throws Exception {
        Order order = cloud.held(2);
        for (int event = 1; event <= 12; event++) {
            String payload = paid(order, "evt_" + event);
            assertEquals(200, post(payload, signature(payload, SECRET, cloud.clock.instant())));
        }

        AtOnce.all(8, worker -> work::round);

        assertEquals(12, cloud.count("webhook_inbox where state = 'done'"));
        assertEquals(2, cloud.count("ticket"));
        assertEquals(1, cloud.count("mail_outbox"));
    }

    @Test
    void aForgedSignatureIsRefusedAndNothingIsStored() throws Exception {
        String payload = paid(cloud.held(1), "evt_1");

        assertEquals(400, post(payload, signature(payload, "whsec_other", cloud.clock.instant())));
        assertEquals(400, post(payload + " ", signature(payload, SECRET, cloud.clock.instant())));
        assertEquals(400, post(payload, "t=1,v1=00"));
        assertEquals(400, post(payload, "nonsense"));
        assertEquals(400, post(payload, ""));

        assertEquals(0, cloud.count("webhook_inbox"));
    }

    @Test
    void aSignatureOlderThanFiveMinutesIsARepeatedOne() throws Exception {
        String payload = paid(cloud.held(1), "evt_1");
        Instant now = cloud.clock.instant();

        assertEquals(400, post(payload, signature(payload, SECRET, now.minusSeconds(301))));
        assertEquals(0, cloud.count("webhook_inbox"));
        assertEquals(200, post(payload, signature(payload, SECRET, now.minusSeconds(299))));
    }

    @Test
    void everyFailedAttemptIsLoggedFromItsOwnEvent() throws Exception {
        Order order = cloud.held(1);
        String intent = Objects.requireNonNull(cloud.opened(order).intent());
        for (int attempt = 1; attempt <= 3; attempt++) {
            String payload = """
                    {"id":"evt_%d","type":"payment_intent.payment_failed","data":{"object":{"object":"payment_intent",
                     "id":"%s","last_payment_error":{"charge":"ch_%d","code":"card_declined","message":"No."}}}}
                    """.formatted(attempt, intent, attempt);
            assertEquals(200, post(payload, signature(payload, SECRET, cloud.clock.instant())));
        }

        work.round();

        assertEquals(3, cloud.count("payment_failures"));
        assertEquals(OrderState.PENDING, cloud.now(order).state());
    }

    @Test
    void anEventThatCannotBeWorkedOffIsTriedAgainLater() throws Exception {
        Order order = cloud.held(1);
        String payload = paid(order, "evt_1");
        post(payload, signature(payload, SECRET, cloud.clock.instant()));
        cloud.jdbi.useHandle(handle -> handle.execute("alter table ticket rename to ticket_away"));
        work.round();
        assertEquals(1, cloud.count("webhook_inbox where state = 'waiting' and error is not null"));

        cloud.jdbi.useHandle(handle -> handle.execute("alter table ticket_away rename to ticket"));
        cloud.clock.advance(Duration.ofMinutes(2));
        work.round();

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
    }

    @Test
    void bodiesLargerThanAnyEventAreNotRead() throws Exception {
        String huge = "x".repeat(600 * 1024);

        assertTrue(post(huge, signature(huge, SECRET, cloud.clock.instant())) >= 400);
        assertEquals(0, cloud.count("webhook_inbox"));
    }

    private String paid(Order order, String event) {
        String intent = Objects.requireNonNull(cloud.opened(order).intent());
        cloud.provider.pay(intent);
        return """
               {"id":"%s","object":"event","type":"payment_intent.succeeded",
                "data":{"object":{"object":"payment_intent","id":"%s","status":"succeeded"}}}
               """.formatted(event, intent);
    }

    private int post(String payload, String signature) throws Exception {
        var request = HttpRequest.newBuilder(server.uri().resolve("/api/v1/payments/webhook"))
                .header("Content-Type", "application/json")
                .header("Stripe-Signature", signature)
                .POST(BodyPublishers.ofString(payload))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static String signature(String payload, String secret, Instant at) throws Exception {
        long seconds = at.getEpochSecond();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] code = mac.doFinal((seconds + "." + payload).getBytes(StandardCharsets.UTF_8));
        return "t=%d,v1=%s".formatted(seconds, HexFormat.of().formatHex(code));
    }
}
