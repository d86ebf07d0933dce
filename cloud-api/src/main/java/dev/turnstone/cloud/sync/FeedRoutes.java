package dev.turnstone.cloud.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.wire.FeedEntry;
import dev.turnstone.admission.wire.FeedPage;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** {@code GET /api/v1/hub/feed?after=POSITION&waitMs=20000}: what is new; when nothing is, the answer waits for it. */
public final class FeedRoutes implements HttpService {
    private static final long LONGEST_WAIT_MS = 30_000;
    private static final int MOST_WAITING = 256;

    private final Feed feed;
    private final Bell bell;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    public FeedRoutes(Feed feed, Bell bell) {
        this.feed = feed;
        this.bell = bell;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/hub/feed", this::read);
    }

    private void read(ServerRequest req, ServerResponse res) throws InterruptedException {
        UUID venue = feed.venueOf(req);
        long after = number(req, "after", 0, Long.MAX_VALUE);
        long waitMs = number(req, "waitMs", 0, LONGEST_WAIT_MS);
        Feed.Page page = feed.after(venue, after);
        if (page.entries().isEmpty() && waitMs > 0) {
            page = await(venue, after, Duration.ofMillis(waitMs));
        }
        Reply.json(res, answer(page));
    }

    private Feed.Page await(UUID venue, long after, Duration patience) throws InterruptedException {
        if (!waiting.tryAcquire()) {
            throw Problem.unavailable("Too many hubs wait here already.", Duration.ofSeconds(5))
                    .asException();
        }
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            while (true) {
                long heard = bell.count();
                Feed.Page page = feed.after(venue, after);
                long left = deadline - System.nanoTime();
                if (!page.entries().isEmpty() || left <= 0) {
                    return page;
                }
                bell.await(heard, Duration.ofNanos(left));
            }
        } finally {
            waiting.release();
        }
    }

    private static long number(ServerRequest req, String name, long fallback, long max) {
        String text = req.query().first(name).orElse(String.valueOf(fallback));
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return Math.min(number, max);
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number below zero.
        }
        throw Problem.invalid("The address is not right.")
                .at("/" + name, "must be a whole number from 0")
                .asException();
    }

    private static FeedPage<JsonNode> answer(Feed.Page page) {
        return new FeedPage<>(
                page.incarnation().toString(),
                page.entries().stream()
                        .map(each -> new FeedEntry<>(each.position(), each.kind(), tree(each.body())))
                        .toList(),
                page.head());
    }

    private static JsonNode tree(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the feed holds what is no JSON", e);
        }
    }
}
