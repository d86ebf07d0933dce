package dev.turnstone.rehearsal.stripe;

import dev.turnstone.platform.retry.Backoff;
import dev.turnstone.rehearsal.misbehave.Misbehaviour;
import dev.turnstone.rehearsal.stripe.Delivery.Attempt;
import dev.turnstone.rehearsal.stripe.Delivery.Standing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Posts events to the seller until each is taken with a 2xx, backing off between attempts. As at Stripe, nothing
 * promises order, and the seller has to bear a second copy.
 */
final class Webhooks implements AutoCloseable {
    static final int MOST_ATTEMPTS = 16;
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 2, 0.2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OVERTAKEN = Duration.ofSeconds(2);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 32;
    private static final int KEPT = 100_000;

    private final URI endpoint;
    private final String secret;
    private final Misbehaviour<Fault> misbehaviour;
    private final Function<Event, String> payload;
    private final Function<String, Event> events;
    private final Ids ids;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Runnable changed;

    private final Shelf<Delivery> deliveries = new Shelf<>(KEPT);
    private final Semaphore atOnce = new Semaphore(AT_ONCE);
    private final ExecutorService posting = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stripe-webhooks").factory());
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * @param payload an event as it is posted
     * @param events finds an event by its id
     * @param changed told that there is something to be kept
     */
    Webhooks(
            URI endpoint,
            String secret,
            Misbehaviour<Fault> misbehaviour,
            Function<Event, String> payload,
            Function<String, Event> events,
            Ids ids,
            InstantSource clock,
            RandomGenerator random,
            Runnable changed) {
        this.endpoint = endpoint;
        this.secret = secret;
        this.misbehaviour = misbehaviour;
        this.payload = payload;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
        this.changed = changed;
    }

    /** Sends an event the way the switches say: at once, twice, late, or never. */
    void send(Event event) {
        if (misbehaviour.strikes(Fault.DROP)) {
            keep(fresh(event, Standing.DROPPED, Duration.ZERO));
            return;
        }
        Duration wait = misbehaviour.strikes(Fault.DELAY)
                ? LATE
                : misbehaviour.strikes(Fault.REORDER) ? OVERTAKEN : Duration.ZERO;
        post(fresh(event, Standing.WAITING, wait));
        if (misbehaviour.strikes(Fault.DUPLICATE)) {
            post(fresh(event, Standing.WAITING, wait));
        }
    }

    /** Sends an event once more, whatever became of it before. */
    void resend(Event event) {
        post(fresh(event, Standing.WAITING, Duration.ZERO));
    }

    private Delivery fresh(Event event, Standing standing, Duration wait) {
        Instant due = clock.instant().plus(wait);
        return new Delivery(ids.next("whd"), event.id(), event.type(), standing, List.of(), due);
    }

    private void post(Delivery delivery) {
        keep(delivery);
        schedule(delivery);
    }

    private void schedule(Delivery delivery) {
        long waitMs =
                Math.max(0, Duration.between(clock.instant(), delivery.due()).toMillis());
        try {
            var _ = timer.schedule(() -> posting.execute(() -> attempt(delivery)), waitMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            // The delivery stays waiting, and goes out after the next start from the snapshot.
        }
    }

    private void attempt(Delivery delivery) {
        try {
            atOnce.acquire();
            try {
                Attempt attempt = posted(delivery);
                Duration wait;
                synchronized (this) {
                    wait = BACKOFF.delay(delivery.attempts().size() + 1, random);
                }
                Delivery after = delivery.tried(attempt, MOST_ATTEMPTS, wait);
                keep(after);
                if (after.waiting()) {
                    schedule(after);
                }
            } finally {
                atOnce.release();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Attempt posted(Delivery delivery) throws InterruptedException {
        Instant at = clock.instant();
        String body = payload.apply(events.apply(delivery.event()));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Stripe/1.0 (stand-in)")
                .header("Stripe-Signature", Signature.header(secret, body, at))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status;
        String said;
        try {
            HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
            status = response.statusCode();
            said = "HTTP " + status;
        } catch (HttpTimeoutException slow) {
            status = 0;
            said = "no answer within " + PATIENCE.toSeconds() + " s";
        } catch (IOException away) {
            status = 0;
            said = "not reached";
        }
        return new Attempt(
                at, status, said, Duration.between(at, clock.instant()).toMillis());
    }

    private synchronized void keep(Delivery delivery) {
        deliveries.put(delivery.id(), delivery);
        changed.run();
    }

    /** Newest first. */
    synchronized List<Delivery> deliveries() {
        return deliveries.newestFirst();
    }

    synchronized List<Delivery> kept() {
        return deliveries.oldestFirst();
    }

    /** How many copies of each event are still on their way. */
    synchronized Map<String, Long> pending() {
        return deliveries.newestFirst().stream()
                .filter(Delivery::waiting)
                .collect(Collectors.groupingBy(Delivery::event, Collectors.counting()));
    }

    /** Takes up the deliveries of an earlier life, where each had got to. */
    void restore(List<Delivery> before) {
        for (Delivery delivery : before) {
            keep(delivery);
            if (delivery.waiting()) {
                schedule(delivery);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        posting.shutdownNow();
        http.shutdownNow();
    }
}
