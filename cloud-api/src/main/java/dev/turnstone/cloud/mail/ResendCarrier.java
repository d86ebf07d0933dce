package dev.turnstone.cloud.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Resend's HTTP API. */
public final class ResendCarrier implements Carrier, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI emails;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public ResendCarrier(URI base, String key) {
        this.emails = URI.create(base.toString().replaceAll("/+$", "") + "/emails");
        this.key = key;
    }

    record Request(
            String from,
            List<String> to,
            String subject,
            String html,
            String text,
            List<RequestAttachment> attachments) {}

    record RequestAttachment(
            String filename,
            String content,
            @JsonProperty("content_type") String contentType,
            @JsonProperty("content_id") String contentId) {}

    record Taken(String id) {}

    @Override
    public String carry(Letter letter) throws Undelivered {
        HttpRequest request = HttpRequest.newBuilder(emails)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", letter.id().toString())
                .POST(BodyPublishers.ofByteArray(Json.bytes(request(letter))))
                .build();
        try {
            return answered(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new Undelivered("Resend cannot be reached: " + e, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undelivered("interrupted", false);
        }
    }

    private static Request request(Letter letter) {
        return new Request(
                letter.from(),
                List.of(letter.to()),
                letter.subject(),
                letter.html(),
                letter.text(),
                letter.attachments().stream()
                        .map(each -> new RequestAttachment(
                                each.filename(),
                                Base64.getEncoder().encodeToString(each.content()),
                                each.contentType(),
                                each.contentId()))
                        .toList());
    }

    private static String answered(HttpResponse<String> answer) throws Undelivered {
        int status = answer.statusCode();
        if (status / 100 != 2) {
            // 400 and 422 speak of this letter; everything else (keys, limits, outages) of the way there.
            throw new Undelivered(
                    "Resend answered %d: %s".formatted(status, start(answer.body())), status == 400 || status == 422);
        }
        try {
            return Json.read(answer.body(), Taken.class).id();
        } catch (JsonFault e) {
            throw new Undelivered("Resend's answer was not understood: " + start(answer.body()), false);
        }
    }

    private static String start(String text) {
        return text.substring(0, Math.min(300, text.length()));
    }

    @Override
    public void close() {
        http.close();
    }
}
