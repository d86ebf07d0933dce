package dev.turnstone.rehearsal.stripe;

import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.ProblemException;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.rehearsal.misbehave.Misbehaviour;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stripe's HTTP manners around its calls: keys, versions, request ids, idempotency, errors, and its bad days. */
final class StripeApi {
    private static final Logger LOG = LoggerFactory.getLogger(StripeApi.class);
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final HeaderName VERSION = HeaderNames.create("Stripe-Version");
    private static final int LONGEST_BODY = 256 * 1024;
    private static final int HANG_SECONDS = 30;
    private static final Set<Caller> SELLER = Set.of(Caller.SELLER);
    private static final Set<Caller> ANYBODY = Set.of(Caller.SELLER, Caller.PAGE);

    private final StripeSettings settings;
    private final StripeCalls calls;
    private final Payments payments;
    private final Idempotency idempotency;
    private final Misbehaviour<Fault> misbehaviour;
    private final Ids ids;
    private final InstantSource clock;
    private final CountDownLatch closing;

    /**
     * @param closing opened when the stand-in closes, so that no call hangs longer than it lives
     */
    StripeApi(
            StripeSettings settings,
            StripeCalls calls,
            Payments payments,
            Idempotency idempotency,
            Misbehaviour<Fault> misbehaviour,
            Ids ids,
            InstantSource clock,
            CountDownLatch closing) {
        this.settings = settings;
        this.calls = calls;
        this.payments = payments;
        this.idempotency = idempotency;
        this.misbehaviour = misbehaviour;
        this.ids = ids;
        this.clock = clock;
        this.closing = closing;
    }

    void routing(HttpRules rules) {
        rules.options("/v1/*", (_, res) -> preflight(res))
                .post("/v1/payment_intents", (req, res) -> handle(req, res, SELLER, calls::createIntent))
                .get("/v1/payment_intents", (req, res) -> handle(req, res, SELLER, calls::listIntents))
                .get("/v1/payment_intents/{id}", (req, res) -> handle(req, res, ANYBODY, calls::retrieveIntent))
                .post("/v1/payment_intents/{id}", (req, res) -> handle(req, res, SELLER, calls::updateIntent))
                .post("/v1/payment_intents/{id}/confirm", (req, res) -> handle(req, res, ANYBODY, calls::confirmIntent))
                .post("/v1/payment_intents/{id}/cancel", (req, res) -> handle(req, res, SELLER, calls::cancelIntent))
                .post("/v1/payment_methods", (req, res) -> handle(req, res, ANYBODY, calls::createMethod))
                .get("/v1/payment_methods/{id}", (req, res) -> handle(req, res, SELLER, calls::retrieveMethod))
                .get("/v1/charges", (req, res) -> handle(req, res, SELLER, calls::listCharges))
                .get("/v1/charges/{id}", (req, res) -> handle(req, res, SELLER, calls::retrieveCharge))
                .post("/v1/refunds", (req, res) -> handle(req, res, SELLER, calls::createRefund))
                .get("/v1/refunds", (req, res) -> handle(req, res, SELLER, calls::listRefunds))
                .get("/v1/refunds/{id}", (req, res) -> handle(req, res, SELLER, calls::retrieveRefund))
                .get("/v1/events", (req, res) -> handle(req, res, SELLER, calls::listEvents))
                .get("/v1/events/{id}", (req, res) -> handle(req, res, SELLER, calls::retrieveEvent))
                .get("/v1/balance", (req, res) -> handle(req, res, SELLER, calls::balance))
                .get("/v1/balance_transactions", (req, res) -> handle(req, res, SELLER, calls::listMovements))
                .get("/v1/balance_transactions/{id}", (req, res) -> handle(req, res, SELLER, calls::retrieveMovement))
                .any(
                        "/v1/*",
                        (req, res) -> handle(req, res, ANYBODY, _ -> {
                            throw unknown(req);
                        }));
    }

    private static StripeFault unknown(ServerRequest req) {
        return StripeFault.of(
                404,
                "invalid_request_error",
                null,
                "Unrecognized request URL (" + req.prologue().method() + ": "
                        + req.path().path() + "). This stand-in has the calls that Turnstone makes, and not this one.");
    }

    private static void preflight(ServerResponse res) {
        shared(res);
        res.header("Access-Control-Allow-Methods", "GET, POST")
                .header("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, Stripe-Version")
                .header("Access-Control-Max-Age", "600");
        Reply.noContent(res);
    }

    private static void shared(ServerResponse res) {
        res.header("Access-Control-Allow-Origin", "*").header("Access-Control-Expose-Headers", "Request-Id");
    }

    private void handle(ServerRequest req, ServerResponse res, Set<Caller> allowed, Function<Call, Shape> operation) {
        String request = ids.request();
        Optional<String> key = req.headers().value(IDEMPOTENCY_KEY);
        shared(res);
        res.header("Request-Id", request)
                .header("Stripe-Version", req.headers().value(VERSION).orElse(StripeCalls.API_VERSION));
        key.ifPresent(value -> res.header("Idempotency-Key", value));
        Answer answer = answered(req, request, key, allowed, operation);
        if (!answer.request().equals(request)) {
            res.header("Idempotent-Replayed", "true").header("Original-Request", answer.request());
        }
        if (misbehaviour.strikes(Fault.TIMEOUT)) {
            hang();
        }
        res.status(answer.status());
        Reply.bytes(res, "application/json", answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private Answer answered(
            ServerRequest req,
            String request,
            Optional<String> key,
            Set<Caller> allowed,
            Function<Call, Shape> operation) {
        boolean toPage = false;
        try {
            badDay();
            boolean changes = req.prologue().method().equals(Method.POST);
            Params params = Params.parse(
                    changes
                            ? new String(Body.bytes(req, LONGEST_BODY), StandardCharsets.UTF_8)
                            : req.query().rawValue());
            Caller caller = Caller.of(req.headers().value(HeaderNames.AUTHORIZATION), params.text("key"), settings);
            toPage = caller == Caller.PAGE;
            if (!allowed.contains(caller)) {
                throw StripeFault.of(
                        403,
                        "invalid_request_error",
                        "secret_key_required",
                        "This API call cannot be made with a publishable API key. Please use a secret API key.");
            }
            String id = req.path().pathParameters().first("id").orElse("");
            Call call = new Call(caller, id, params, new Origin(request, key.orElse(null)));
            return changes && key.isPresent()
                    ? once(key.get(), req.path().path(), call, request, operation)
                    : worked(call, request, operation);
        } catch (StripeFault fault) {
            return new Answer(
                    fault.status(), payments.json().error(fault, toPage).json(), request);
        } catch (ProblemException tooLarge) {
            StripeFault fault = StripeFault.of(413, "invalid_request_error", null, "The request body is too large.");
            return new Answer(413, payments.json().error(fault, toPage).json(), request);
        } catch (RuntimeException broken) {
            LOG.error(
                    "the Stripe stand-in failed at {} {}",
                    req.prologue().method(),
                    req.path().path(),
                    broken);
            StripeFault fault =
                    StripeFault.of(500, "api_error", null, "The Stripe stand-in itself failed; see its log.");
            return new Answer(500, payments.json().error(fault, toPage).json(), request);
        }
    }

    private void badDay() {
        if (misbehaviour.strikes(Fault.RATE_LIMIT)) {
            throw StripeFault.of(
                    429,
                    "invalid_request_error",
                    "rate_limit",
                    "Request rate limit exceeded. This stand-in was switched to say so.");
        }
        if (misbehaviour.strikes(Fault.ERROR)) {
            throw StripeFault.of(
                    500, "api_error", null, "An unknown error occurred. This stand-in was switched to say so.");
        }
    }

    /**
     * The work under an idempotency key. What is kept is what changed something: an answer, or a bank's refusal. Any
     * other fault frees the key, so that the corrected call may use it, as at Stripe.
     */
    private Answer once(String key, String path, Call call, String request, Function<Call, Shape> operation) {
        Optional<Answer> before = idempotency.begin(key, path, call.params().canonical(), clock.instant());
        if (before.isPresent()) {
            return before.get();
        }
        try {
            Answer answer = worked(call, request, operation);
            idempotency.keep(key, answer);
            return answer;
        } catch (StripeFault fault) {
            if (fault.intent() != null && fault.status() == 402) {
                idempotency.keep(
                        key,
                        new Answer(
                                fault.status(),
                                payments.json().error(fault, call.fromPage()).json(),
                                request));
            } else {
                idempotency.release(key);
            }
            throw fault;
        } catch (RuntimeException broken) {
            idempotency.release(key);
            throw broken;
        }
    }

    private static Answer worked(Call call, String request, Function<Call, Shape> operation) {
        return new Answer(200, operation.apply(call).json(), request);
    }

    private void hang() {
        try {
            if (closing.await(HANG_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("closed while a call was left hanging");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
