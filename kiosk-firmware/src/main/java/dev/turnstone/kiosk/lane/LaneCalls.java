package dev.turnstone.kiosk.lane;

import dev.turnstone.admission.wire.LaneChallenge;
import dev.turnstone.admission.wire.LaneGrant;
import dev.turnstone.platform.json.Json;
import dev.turnstone.turnstile.grant.GrantRoutes;
import dev.turnstone.turnstile.grant.LanePage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** What is said to a lane's controller and what it answers, over one connection that is kept open. */
final class LaneCalls implements AutoCloseable {
    private static final Duration LISTENING = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final URI controller;
    private final Patience patience;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    /**
     * How long a guest is made to wait for the controller.
     *
     * @param ask for an answer that releases nothing
     * @param open for one that may, longer than the controller's own loop may take to answer an order
     */
    record Patience(Duration ask, Duration open) {
        static final Patience USUAL = new Patience(Duration.ofMillis(400), Duration.ofMillis(800));
    }

    LaneCalls(URI controller, SSLContext identity, Patience patience) {
        this.controller = controller;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience.ask())
                .sslContext(identity)
                .executor(threads)
                .build();
    }

    LaneChallenge challenge() throws IOException, InterruptedException {
        HttpRequest request = to("/v1/lane/challenges", patience.ask())
                .POST(BodyPublishers.noBody())
                .build();
        return Json.read(sent(request), LaneChallenge.class);
    }

    GrantRoutes.Opened open(LaneGrant grant) throws IOException, InterruptedException {
        HttpRequest request = to("/v1/lane/grants", patience.open())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(grant)))
                .build();
        return Json.read(sent(request), GrantRoutes.Opened.class);
    }

    String withdraw(String challenge) throws IOException, InterruptedException {
        HttpRequest request =
                to("/v1/lane/grants/" + challenge, patience.ask()).DELETE().build();
        return Json.read(sent(request), GrantRoutes.Withdrawn.class).answer();
    }

    /** Waits for news; where there is none for a while, the page is empty. */
    LanePage news(Optional<String> boot, long after) throws IOException, InterruptedException {
        String query = boot.map(life -> "?boot=%s&after=%d&waitMs=%d".formatted(life, after, LISTENING.toMillis()))
                .orElse("");
        return Json.read(sent(to("/v1/lane/news" + query, LISTENING.plus(GRACE)).build()), LanePage.class);
    }

    private HttpRequest.Builder to(String path, Duration wait) {
        return HttpRequest.newBuilder(controller.resolve(path)).timeout(wait);
    }

    private byte[] sent(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new Declined(request.uri().getPath(), answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }

    /** The controller has answered, and will not. */
    static final class Declined extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        Declined(String path, int status) {
            super(status == 403 ? "it is not paired with this gate's key" : "%s answers %d".formatted(path, status));
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
