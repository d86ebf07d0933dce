package dev.turnstone.kiosk.link;

import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.kiosk.roster.HeardUsage;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.retry.Backoff;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What everyone else's gates let in, as the hub tells it: batches over MQTT, and over HTTPS whatever lies in a gap or was
 * told while this gate was away. So a gate that is cut off knows what the house knew a moment before.
 */
public final class UsageFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UsageFeed.class);
    private static final Duration WRITE_EVERY = Duration.ofSeconds(2);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final URI hub;
    private final HeardUsage heard;
    private final Consumer<List<PassUsage>> listener;
    private final RandomGenerator random;
    private final HttpClient http;
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 2, 0.2);
    private final Semaphore missing = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("usage-feed").unstarted(this::run);
    private volatile boolean closed;

    public UsageFeed(
            URI hub,
            SSLContext identity,
            HeardUsage heard,
            Consumer<List<PassUsage>> listener,
            RandomGenerator random) {
        this.hub = hub;
        this.heard = heard;
        this.listener = listener;
        this.random = random;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .sslContext(identity)
                .build();
    }

    public void start() {
        thread.start();
    }

    /** The hub tells everyone. */
    public void offer(UsageBatch batch) {
        if (heard.leavesGap(batch)) {
            fetch();
        }
        hear(batch);
    }

    /** Something may have been told while nobody listened: on every new connection. */
    public void fetch() {
        missing.release();
    }

    private void hear(UsageBatch batch) {
        List<PassUsage> news = heard.hear(batch);
        if (!news.isEmpty()) {
            listener.accept(news);
        }
    }

    private void run() {
        int attempts = 0;
        while (!closed) {
            try {
                if (missing.tryAcquire(WRITE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    missing.drainPermits();
                    catchUp();
                    attempts = 0;
                }
                heard.write();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                log.debug("What other gates let in could not be fetched or kept", e);
                missing.release();
                if (!pause(backoff.delay(attempts++, random))) {
                    return;
                }
            }
        }
    }

    private void catchUp() throws IOException, InterruptedException {
        while (true) {
            HttpRequest request = HttpRequest.newBuilder(hub.resolve("/v1/usage?after=" + heard.position()))
                    .timeout(ANSWERS_WITHIN)
                    .GET()
                    .build();
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == 204) {
                return;
            }
            if (response.statusCode() != 200) {
                throw new IOException("the hub answers " + response.statusCode());
            }
            UsageBatch batch = Json.read(response.body(), UsageBatch.class);
            long before = heard.position();
            hear(batch);
            if (heard.position() <= before && !heard.leavesGap(batch)) {
                return;
            }
        }
    }

    private static boolean pause(Duration delay) {
        try {
            Thread.sleep(delay);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.isAlive()) {
                thread.join(ANSWERS_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
