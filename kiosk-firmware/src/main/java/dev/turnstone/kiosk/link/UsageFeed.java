package dev.turnstone.kiosk.link;

import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.kiosk.roster.HeardUsage;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.retry.Backoff;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
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

    private final HubLine line;
    private final HeardUsage heard;
    private final Consumer<List<PassUsage>> listener;
    private final RandomGenerator random;
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 2, 0.2);
    private final Semaphore missing = new Semaphore(0);

    public UsageFeed(
            URI hub,
            SSLContext identity,
            HeardUsage heard,
            Consumer<List<PassUsage>> listener,
            RandomGenerator random) {
        this.line = new HubLine("usage-feed", hub, identity, this::run);
        this.heard = heard;
        this.listener = listener;
        this.random = random;
    }

    public void start() {
        line.start();
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
        while (line.isOpen()) {
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
                if (!line.pause(backoff.delay(attempts++, random))) {
                    return;
                }
            }
        }
    }

    private void catchUp() throws IOException, InterruptedException {
        while (true) {
            HttpResponse<byte[]> response = line.get("/v1/usage?after=" + heard.position());
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

    @Override
    public void close() {
        line.close();
    }
}
