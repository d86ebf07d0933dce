package dev.turnstone.kiosk.link;

import dev.turnstone.admission.wire.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * A thread of its own that asks the hub for what it tells everyone, over one connection, and can be ended while it waits
 * for an answer or for a better moment.
 */
final class HubLine implements AutoCloseable {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private final URI hub;
    private final HttpClient http;
    private final Thread thread;
    private volatile boolean closed;

    HubLine(String name, URI hub, SSLContext identity, Runnable feed) {
        this.hub = hub;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .sslContext(identity)
                .build();
        this.thread = Thread.ofPlatform().name(name).unstarted(feed);
    }

    void start() {
        thread.start();
    }

    boolean isOpen() {
        return !closed;
    }

    /** What the hub answers, and no more of it than any message has. */
    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hub.resolve(path))
                .timeout(ANSWERS_WITHIN)
                .GET()
                .build();
        return http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Limits.LARGE_MESSAGE));
    }

    /** Whether it was waited; false where the line is being closed. */
    boolean pause(Duration delay) {
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
