package dev.turnstone.rehearsal.venue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;

/** Asks a part whether it is ready. */
final class HealthProbe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * @param troubles what it says of itself although it is ready: a gate that decides alone, for one
     */
    record Look(boolean ready, String troubles) {
        static final Look AWAY = new Look(false, "");
    }

    Look look(URI readiness) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(readiness).timeout(PATIENCE).build();
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            return new Look(answer.statusCode() == 200, troubles(Json.read(answer.body(), JsonNode.class)));
        } catch (IOException | JsonFault e) {
            return Look.AWAY;
        }
    }

    private static String troubles(JsonNode report) {
        return report.path("parts").properties().stream()
                .filter(part -> !part.getValue().path("status").asText().equals("up"))
                .map(part ->
                        part.getKey() + " " + part.getValue().path("detail").asText())
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
