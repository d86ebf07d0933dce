package dev.turnstone.hub.cloud;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.wire.FeedPage;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import dev.turnstone.platform.retry.Backoff;
import dev.turnstone.platform.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the cloud's feed into the roster, for ever. While the cloud is away the hub lacks only news; it
 * asks again, less and less often, and goes on where it stopped.
 */
public final class CloudLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CloudLink.class);
    private static final TypeReference<FeedPage<JsonNode>> PAGE = new TypeReference<>() {};
    /** How long the cloud may hold a question for which it has no news yet. */
    private static final Duration POLL = Duration.ofSeconds(20);

    private final Cloud cloud;
    private final Roster roster;
    private final InstantSource clock;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), 2, 0.3);
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Thread thread;
    private volatile Standing standing;

    /** Whether the cloud answers, and since when that is so. */
    public record Standing(boolean reached, Instant since, String detail) {}

    private CloudLink(URI cloud, String token, Roster roster, InstantSource clock) {
        this.cloud = new Cloud(cloud, token);
        this.roster = roster;
        this.clock = clock;
        this.standing = new Standing(false, clock.instant(), "not asked yet");
        this.thread = Thread.ofVirtual().name("cloud-link").unstarted(this::run);
    }

    public static CloudLink start(URI cloud, String token, Roster roster, InstantSource clock) {
        CloudLink link = new CloudLink(cloud, token, roster, clock);
        link.thread.start();
        return link;
    }

    public Standing standing() {
        return standing;
    }

    private void run() {
        int failures = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                roster.apply(ask(), clock.instant());
                if (!standing.reached()) {
                    log.info(
                            "the cloud answers; the feed is at {}",
                            roster.position().position());
                    standing = new Standing(true, clock.instant(), "");
                }
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (IOException | JsonFault | StoreException | IllegalStateException e) {
                failures++;
                missed(e);
            } catch (RuntimeException e) {
                // Of whatever kind: a link that gave up here would never hear of another pass.
                failures++;
                log.error("a page of the cloud's feed could not be taken; it is asked for again", e);
                missed(e);
            }
            if (failures > 0) {
                try {
                    Thread.sleep(backoff.delay(failures, random));
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    private FeedPage<JsonNode> ask() throws IOException, InterruptedException {
        Roster.FeedPosition position = roster.position();
        // The first question after an outage is answered at once, so that the link is known to be back.
        long waitMs = standing.reached() ? POLL.toMillis() : 0;
        String question = "/api/v1/hub/feed?after=%d&incarnation=%s&waitMs=%d"
                .formatted(position.position(), position.incarnation(), waitMs);
        HttpResponse<byte[]> response = cloud.send(cloud.to(question, POLL.plusSeconds(10)));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("the cloud answered with status " + response.statusCode());
        }
        FeedPage<JsonNode> page = Json.read(response.body(), PAGE);
        boolean anotherLife =
                !position.incarnation().isEmpty() && !page.incarnation().equals(position.incarnation());
        return anotherLife ? fromTheBeginning() : page;
    }

    /** A cloud that was restored from a backup has begun another feed: its positions say nothing about ours. */
    private FeedPage<JsonNode> fromTheBeginning() throws IOException, InterruptedException {
        log.warn("the cloud's feed has begun a new life; it is read from its beginning");
        return Json.read(
                cloud.send(cloud.to("/api/v1/hub/feed?after=0&waitMs=0", Duration.ofSeconds(30)))
                        .body(),
                PAGE);
    }

    private void missed(Exception e) {
        String detail = e.getMessage() == null ? "it does not answer" : e.getMessage();
        if (standing.reached() || standing.detail().equals("not asked yet")) {
            log.warn("the cloud is away ({}); the doors go on without it", detail);
            standing = new Standing(false, clock.instant(), detail);
        } else {
            standing = new Standing(false, standing.since(), detail);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        cloud.close();
        try {
            thread.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
