package dev.turnstone.hub.cloud;

import dev.turnstone.admission.wire.LedgerPage;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.LedgerListener;
import dev.turnstone.hub.ledger.LedgerState;
import dev.turnstone.hub.ledger.LedgerStore;
import dev.turnstone.hub.ledger.Untold;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import dev.turnstone.platform.retry.Backoff;
import dev.turnstone.platform.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cloud what the ledger has come to say, page after page, for ever. What waits is kept in the ledger's own file,
 * so days without the cloud cost nothing but time; and the cloud counts what it has taken, so that an answer that was lost
 * doubles nothing.
 */
public final class LedgerUpload implements AutoCloseable, LedgerListener {
    private static final Logger log = LoggerFactory.getLogger(LedgerUpload.class);
    private static final String PATH = "/api/v1/hub/ledger";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Where nothing is new it looks all the same, should a word of it have been lost. */
    private static final Duration LOOKS_AGAIN = Duration.ofSeconds(20);

    private final Cloud cloud;
    private final Untold untold;
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), 2, 0.3);
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    // Of the thread alone: how many lines the cloud has by its own count, and how many we tell at once.
    private OptionalLong taken = OptionalLong.empty();
    private int most = LedgerPage.MOST_LINES;

    private LedgerUpload(Cloud cloud, Untold untold) {
        this.cloud = cloud;
        this.untold = untold;
        this.thread = Thread.ofVirtual().name("ledger-upload").unstarted(this::run);
    }

    public static LedgerUpload start(URI address, String token, Untold untold) {
        LedgerUpload upload = new LedgerUpload(new Cloud(address, token), untold);
        upload.thread.start();
        return upload;
    }

    /** How many changes the cloud does not know yet. */
    public long waiting() {
        return untold.waiting();
    }

    /** How many lines the cloud would not have. */
    public long notTaken() {
        return untold.notTaken();
    }

    @Override
    public void committed(List<Change> changes, LedgerState state) {
        wake();
    }

    @Override
    public void rebuilt(LedgerStore.Image image, LedgerState state) {
        wake();
    }

    private void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (true) {
                if (goesOn()) {
                    failures = 0;
                } else {
                    failures++;
                    Thread.sleep(backoff.delay(failures, random));
                }
            }
        } catch (InterruptedException e) {
            log.debug("the cloud is told nothing more");
        }
    }

    /** One step: false where it led nowhere, and the next should wait. */
    private boolean goesOn() throws InterruptedException {
        try {
            Untold.Page page = untold.next(most);
            if (page.lines().isEmpty()) {
                boolean woken = news.tryAcquire(LOOKS_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                log.trace("{}", woken ? "news" : "nothing new");
                return true;
            }
            if (taken.isEmpty()) {
                taken = OptionalLong.of(count(accepted(cloud.send(cloud.to(PATH, PATIENCE)))));
            }
            return tell(page);
        } catch (IOException | JsonFault | StoreException | IllegalStateException e) {
            // The link to the cloud says already that it is away.
            log.debug("the ledger waits: {}", e.getMessage());
            taken = OptionalLong.empty();
            return false;
        } catch (RuntimeException e) {
            log.error("the ledger could not be told to the cloud; it is tried again", e);
            taken = OptionalLong.empty();
            return false;
        }
    }

    private boolean tell(Untold.Page page) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = cloud.send(cloud.to(PATH, PATIENCE)
                .header("Content-Type", Body.PACKED)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        packed(Json.bytes(new LedgerPage(taken.orElseThrow(), page.lines()))))));
        return switch (answer.statusCode()) {
            case 409 -> {
                taken = OptionalLong.empty();
                yield false;
            }
            case 400, 413 -> doubtful(page, new String(answer.body(), StandardCharsets.UTF_8));
            default -> {
                taken = OptionalLong.of(count(accepted(answer)));
                untold.told(page);
                most = Math.min(2 * most, LedgerPage.MOST_LINES);
                yield true;
            }
        };
    }

    /** Half of it, until the line is found that the cloud will not have. That one is put aside, and nothing waits for it. */
    private boolean doubtful(Untold.Page page, String why) {
        if (most > 1) {
            most = Math.max(1, Math.min(most, page.lines().size()) / 2);
        } else {
            log.warn("the cloud will not have {}: {}", page.lines().getFirst().presentation(), why);
            untold.notTaken(page, why);
        }
        return true;
    }

    private static HttpResponse<byte[]> accepted(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the cloud answered with status " + answer.statusCode());
        }
        return answer;
    }

    private static long count(HttpResponse<byte[]> answer) {
        return Json.read(answer.body(), LedgerPage.Taken.class).taken();
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
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
