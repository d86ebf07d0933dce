package dev.turnstone.cloud.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * Where Stripe tells what happened. The signature is verified over the raw body before a byte of it is believed; then
 * the event is one durable row, and only then the answer is 200. Everything else happens afterwards.
 */
public final class WebhookRoutes implements HttpService {
    private static final HeaderName SIGNATURE = HeaderNames.create("Stripe-Signature");
    private static final int LARGEST = 512 * 1024;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Jdbi database;
    private final String secret;
    private final InstantSource clock;
    private final Runnable arrived;

    public WebhookRoutes(Jdbi database, String secret, InstantSource clock, Runnable arrived) {
        this.database = database;
        this.secret = secret;
        this.clock = clock;
        this.arrived = arrived;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/payments/webhook", this::receive);
        rules.post("/api/v1/webhooks/stripe", this::receive);
    }

    private void receive(ServerRequest req, ServerResponse res) {
        String payload = new String(Body.bytes(req, LARGEST), StandardCharsets.UTF_8);
        verify(payload, req.headers().value(SIGNATURE).orElse(""));
        JsonNode event = parse(payload);
        String id = event.path("id").asText();
        String type = event.path("type").asText();
        if (id.isEmpty() || type.isEmpty()) {
            throw Problem.invalid("An event has an id and a type.").asException();
        }
        boolean fresh = database.inTransaction(handle -> Inbox.put(handle, id, type, payload, clock.instant()));
        if (fresh) {
            arrived.run();
        }
        Reply.json(res, Map.of("received", true));
    }

    private void verify(String payload, String signature) {
        try {
            if (!signature.isEmpty()
                    && Webhook.Signature.verifyHeader(
                            payload, signature, secret, TOLERANCE.toSeconds(), asClock(clock))) {
                return;
            }
        } catch (SignatureVerificationException e) {
            // Said below: whoever forges need not learn where the forgery showed.
        }
        throw Problem.invalid("The signature does not fit the body.").asException();
    }

    private static JsonNode parse(String payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (JsonProcessingException e) {
            throw Problem.invalid("The body is not JSON.").asException();
        }
    }

    private static Clock asClock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
