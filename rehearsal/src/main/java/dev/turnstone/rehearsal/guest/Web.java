package dev.turnstone.rehearsal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser without a screen: follows no redirect by itself, and says in a sentence what was answered. */
public final class Web implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Somebody answered otherwise than a guest may expect, or not at all. */
    public static final class Disappointed extends Exception {
        public Disappointed(String sentence) {
            super(sentence);
        }
    }

    public JsonNode json(URI uri) throws Disappointed, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        return Json.read(expect(send(request), uri, 200).body(), JsonNode.class);
    }

    public String page(URI uri) throws Disappointed, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Accept", "text/html")
                .build();
        return text(expect(send(request), uri, 200));
    }

    public byte[] bytes(URI uri) throws Disappointed, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        return expect(send(request), uri, 200).body();
    }

    /** Sends a form and gives the address that the answer leads to. */
    public URI form(URI uri, Map<String, String> fields) throws Disappointed, InterruptedException {
        HttpResponse<byte[]> answer = expect(send(formRequest(uri, fields)), uri, 303);
        return uri.resolve(answer.headers().firstValue("Location").orElse("/"));
    }

    /** Sends a form to an interface that answers with JSON, whatever its status. */
    public JsonNode call(URI uri, Map<String, String> fields) throws Disappointed, InterruptedException {
        return Json.read(send(formRequest(uri, fields)).body(), JsonNode.class);
    }

    public void post(URI uri, String contentType, byte[] body, int expected) throws Disappointed, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        expect(send(request), uri, expected);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static HttpRequest formRequest(URI uri, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html, application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws Disappointed, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Disappointed(
                    request.uri() + " does not answer (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static HttpResponse<byte[]> expect(HttpResponse<byte[]> answer, URI uri, int status) throws Disappointed {
        if (answer.statusCode() != status) {
            String said = text(answer)
                    .replaceAll("<[^>]*>", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
            throw new Disappointed(uri + " answered " + answer.statusCode() + " instead of " + status + ": "
                    + said.substring(0, Math.min(300, said.length())));
        }
        return answer;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
