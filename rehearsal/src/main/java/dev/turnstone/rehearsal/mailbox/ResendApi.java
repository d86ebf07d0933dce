package dev.turnstone.rehearsal.mailbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import dev.turnstone.rehearsal.misbehave.Misbehaviour;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Resend's HTTP API, as far as sending a message goes. */
final class ResendApi {
    /** Resend takes messages of at most 40 MB, attachments in Base64 included. */
    static final int LONGEST_BODY = 40 * 1024 * 1024;

    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final int LONGEST_KEY = 256;
    private static final int HANG_SECONDS = 30;

    private final String apiKey;
    private final Post post;
    private final Misbehaviour<Fault> misbehaviour;
    private final InstantSource clock;
    private final CountDownLatch closing;

    ResendApi(String apiKey, Post post, Misbehaviour<Fault> misbehaviour, InstantSource clock, CountDownLatch closing) {
        this.apiKey = apiKey;
        this.post = post;
        this.misbehaviour = misbehaviour;
        this.clock = clock;
        this.closing = closing;
    }

    void routing(HttpRules rules) {
        rules.post("/emails", (req, res) -> answer(res, () -> send(req)))
                .get("/emails/{id}", (req, res) -> answer(res, () -> retrieve(req)));
    }

    /** A call: what it gives back is written as JSON. */
    private interface Call {
        Object run();
    }

    private void answer(ServerResponse res, Call call) {
        try {
            badDay(res);
            Object answer = call.run();
            if (misbehaviour.strikes(Fault.TIMEOUT)) {
                closing.await(HANG_SECONDS, TimeUnit.SECONDS);
            }
            Reply.json(res, answer);
        } catch (MailFault fault) {
            Reply.json(res, fault.status(), fault.shape());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void badDay(ServerResponse res) {
        if (misbehaviour.strikes(Fault.RATE_LIMIT)) {
            res.header("Retry-After", "1")
                    .header("ratelimit-limit", "2")
                    .header("ratelimit-remaining", "0")
                    .header("ratelimit-reset", "1");
            throw new MailFault(
                    429, "rate_limit_exceeded", "Too many requests. You can only make 2 requests per second.");
        }
        if (misbehaviour.strikes(Fault.ERROR)) {
            throw new MailFault(500, "internal_server_error", "An unexpected error occurred. (Switched on.)");
        }
    }

    private Object send(ServerRequest req) {
        authenticate(req);
        Optional<String> key = req.headers().value(IDEMPOTENCY_KEY);
        if (key.filter(each -> each.isEmpty() || each.length() > LONGEST_KEY).isPresent()) {
            throw new MailFault(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
        }
        JsonNode body;
        try {
            body = Json.read(Body.bytes(req, LONGEST_BODY), JsonNode.class);
        } catch (JsonFault notJson) {
            throw new MailFault(400, "validation_error", "The request body is not valid JSON.");
        }
        String id = post.take(key, print(body), new Submission(body), clock.instant());
        return Map.of("id", id);
    }

    private Object retrieve(ServerRequest req) {
        authenticate(req);
        Message message = post.find(req.path().pathParameters().get("id"))
                .orElseThrow(() -> new MailFault(404, "not_found", "Email not found"));
        return Retrieved.of(message);
    }

    private void authenticate(ServerRequest req) {
        String given = req.headers()
                .value(HeaderNames.AUTHORIZATION)
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> header.substring("Bearer ".length()).strip())
                .orElseThrow(
                        () -> new MailFault(401, "missing_api_key", "Missing API key in the authorization header."));
        if (!given.equals(apiKey)) {
            throw new MailFault(403, "invalid_api_key", "API key is invalid");
        }
    }

    private static String print(JsonNode body) {
        try {
            byte[] text = body.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
