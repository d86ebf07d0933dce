package dev.turnstone.rehearsal.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.platform.json.Json;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a guest screen: every face it is told to show, in order, from now on. */
final class Screen implements AutoCloseable {
    private static final int FACES = 64;

    private final HttpClient client;
    private final InputStream stream;
    private final BlockingQueue<Face> faces = new ArrayBlockingQueue<>(FACES);
    private final long before;

    /**
     * One face of the screen, in English.
     *
     * @param number counts the faces that this gate has shown
     */
    record Face(long number, String mood, String title, String detail) {
        static Face of(String json) {
            JsonNode node = Json.read(json, JsonNode.class);
            JsonNode words = node.path("texts").path("en");
            return new Face(
                    node.path("number").asLong(),
                    node.path("mood").asText(),
                    words.path("title").asText(),
                    words.path("detail").asText());
        }

        String words() {
            return (title + " " + detail).strip();
        }
    }

    private Screen(HttpClient client, InputStream stream) throws Disappointed, InterruptedException {
        this.client = client;
        this.stream = stream;
        Thread.ofVirtual().name("screen").start(this::follow);
        // A screen is told first what it should have been showing already: that belongs to somebody before.
        @Nullable Face present = faces.poll(5, TimeUnit.SECONDS);
        if (present == null) {
            throw new Disappointed("the guest screen is told nothing to show");
        }
        this.before = present.number();
    }

    static Screen watch(URI gate) throws Disappointed, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            HttpRequest request = HttpRequest.newBuilder(gate.resolve("/screen/events"))
                    .header("Accept", "text/event-stream")
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return new Screen(
                    client, client.send(request, BodyHandlers.ofInputStream()).body());
        } catch (IOException e) {
            client.shutdownNow();
            throw new Disappointed("the guest screen of " + gate + " cannot be watched");
        }
    }

    /** The next face of this mood, after the one that was there when we began to look. */
    Face awaits(int seconds, String otherwise, String mood) throws Disappointed, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        StringBuilder seen = new StringBuilder();
        while (true) {
            @Nullable Face face = faces.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (face == null) {
                throw new Disappointed(otherwise + " within " + seconds + " s; it showed:"
                        + (seen.isEmpty() ? " nothing new" : seen.toString()));
            }
            if (face.number() > before) {
                if (face.mood().equals(mood)) {
                    return face;
                }
                seen.append(' ')
                        .append(face.mood())
                        .append(" (")
                        .append(face.words())
                        .append(')');
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void follow() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String event = "";
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:") && event.equals("face")) {
                    // A screen that nobody looks at forgets; none here shows so much in so short a time.
                    faces.offer(Face.of(line.substring("data:".length()).strip()));
                }
            }
        } catch (IOException e) {
            // Closed by us, or the gate went away: then the wait for a face says so.
        }
    }
}
