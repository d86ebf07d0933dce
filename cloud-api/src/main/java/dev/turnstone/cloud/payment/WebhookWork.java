package dev.turnstone.cloud.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the events in the inbox are about. Their order means nothing: Stripe is asked how it stands now. */
public final class WebhookWork {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookWork.class);
    private static final int BATCH = 8;
    private static final int MOST_ATTEMPTS = 12;
    private static final Duration PUT_OFF = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(30), 3, 0.2);

    private final Jdbi database;
    private final Settlement settlement;
    private final Refunds refunds;
    private final Disputes disputes;
    private final InstantSource clock;
    private final RandomGenerator random;

    public WebhookWork(
            Jdbi database,
            Settlement settlement,
            Refunds refunds,
            Disputes disputes,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.settlement = settlement;
        this.refunds = refunds;
        this.disputes = disputes;
        this.clock = clock;
        this.random = random;
    }

    /** One round; true when there may be more. */
    public boolean round() {
        Instant now = clock.instant();
        List<Inbox.Waiting> taken = database.inTransaction(handle -> Inbox.take(handle, now, PUT_OFF, BATCH));
        taken.forEach(this::work);
        return taken.size() == BATCH;
    }

    /** What was done with is forgotten after 30 days. */
    public void forget() {
        database.useTransaction(handle -> Inbox.forget(handle, clock.instant().minus(KEPT)));
    }

    private void work(Inbox.Waiting event) {
        try {
            handle(event);
            database.useTransaction(handle -> Inbox.done(handle, event.eventId(), clock.instant()));
        } catch (RuntimeException e) {
            Optional<Instant> again = event.attempts() >= MOST_ATTEMPTS
                    ? Optional.empty()
                    : Optional.of(clock.instant().plus(AGAIN.delay(event.attempts(), random)));
            LOG.warn("event {} ({}), attempt {}: {}", event.eventId(), event.type(), event.attempts(), again, e);
            database.useTransaction(
                    handle -> Inbox.failed(handle, event.eventId(), String.valueOf(e.getMessage()), again));
        }
    }

    private void handle(Inbox.Waiting event) {
        JsonNode object = tree(event.payload()).path("data").path("object");
        Optional<String> intent = intentOf(object);
        Optional<Payment> payment = intent.flatMap(id -> database.withHandle(handle -> Payments.ofIntent(handle, id)));
        if (payment.isEmpty()) {
            // The answer to opening it may still be on its way to us, or it is somebody else's: the sweeper knows ours.
            LOG.info("event {} ({}) is about nothing of ours", event.eventId(), event.type());
            return;
        }
        failure(event, object)
                .ifPresent(failure -> database.useTransaction(
                        handle -> Payments.failed(handle, payment.get(), failure, clock.instant())));
        if (event.type().startsWith("charge.dispute.")) {
            disputes.look(payment.get());
        }
        if (event.type().contains("refund")) {
            refunds.look(payment.get().id());
        }
        settlement.settle(payment.get().orderId());
    }

    /** The intent that an event is about: itself, or the one that its charge, refund or dispute names. */
    private static Optional<String> intentOf(JsonNode object) {
        JsonNode named = "payment_intent".equals(object.path("object").asText())
                ? object.path("id")
                : object.path("payment_intent");
        return named.isTextual() ? Optional.of(named.asText()) : Optional.empty();
    }

    /** Every failed attempt is logged from its own event: by now the intent may tell only of a later one. */
    private static Optional<Intent.Failure> failure(Inbox.Waiting event, JsonNode object) {
        if (!event.type().equals("payment_intent.payment_failed")) {
            return Optional.empty();
        }
        JsonNode error = object.path("last_payment_error");
        return Optional.of(new Intent.Failure(
                error.path("charge").asText(event.eventId()),
                error.path("code").asText(""),
                error.path("decline_code").asText(""),
                error.path("message").asText("")));
    }

    private static JsonNode tree(String payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that was read before cannot be read", e);
        }
    }
}
