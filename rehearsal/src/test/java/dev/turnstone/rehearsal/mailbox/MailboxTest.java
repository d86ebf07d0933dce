package dev.turnstone.rehearsal.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mailbox as a program that sends sees it, and as one that reads. */
class MailboxTest {
    private static final byte[] PICTURE = "not quite a picture".getBytes(StandardCharsets.UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();
    private Mailbox mailbox;

    @BeforeEach
    void open() {
        mailbox = start(Optional.empty());
    }

    @AfterEach
    void close() {
        mailbox.close();
        http.close();
    }

    private static Mailbox start(Optional<Path> snapshot) {
        return Mailbox.start(new MailboxSettings("localhost", 0, "re_rehearsal", snapshot));
    }

    @Test
    void aMessageIsTakenAndReadBackWhole() throws Exception {
        String id = sent(post(ticket(), "order-17"));

        JsonNode read = Json.read(get("/messages").body(), JsonNode.class).get(0);
        assertEquals(id, read.path("id").asText());
        assertEquals("ana@example.com", read.path("to").path(0).asText());
        assertEquals("Your ticket", read.path("subject").asText());
        assertEquals("qr", read.path("attachments").path(0).path("contentId").asText());
        assertEquals(
                "image/png",
                read.path("attachments").path(0).path("contentType").asText());
        assertEquals(
                PICTURE.length, get("/messages/" + id + "/attachments/0").body().length());
        assertArrayEquals(
                PICTURE, mailbox.messages().getFirst().attachments().getFirst().content());
        assertEquals("order-17", mailbox.messages().getFirst().headers().get("X-Order"));
    }

    @Test
    void theSameKeyAndMessageMakeOneMessage() throws Exception {
        String first = sent(post(ticket(), "order-17"));
        String second = sent(post(ticket(), "order-17"));
        String another = sent(post(ticket(), "order-18"));

        assertEquals(first, second);
        assertFalse(first.equals(another));
        assertEquals(2, mailbox.messages().size());
    }

    @Test
    void theSameKeyWithAnotherMessageIsRefused() throws Exception {
        post(ticket(), "order-17");

        refused(409, "invalid_idempotent_request", post(ticket().put("subject", "Another"), "order-17"));
        assertEquals(1, mailbox.messages().size());
    }

    @Test
    void whatIsMissingOrWrongIsRefusedAndNamed() throws Exception {
        for (String field : List.of("from", "to", "subject")) {
            ObjectNode without = ticket();
            without.remove(field);
            assertTrue(refused(422, "missing_required_field", post(without, "")).contains("`" + field + "`"));
        }
        ObjectNode empty = ticket();
        empty.remove(List.of("html", "text"));
        refused(422, "validation_error", post(empty, ""));
        refused(422, "validation_error", post(ticket().put("from", "nobody"), ""));
        refused(422, "validation_error", post(ticket().put("to", "Ana <ana>"), ""));
        refused(422, "validation_error", post(ticket().put("subject", "One\nTwo"), ""));
        ObjectNode garbled = ticket();
        ((ObjectNode) garbled.path("attachments").path(0)).put("content", "***");
        refused(422, "invalid_attachment", post(garbled, ""));
        refused(400, "invalid_idempotency_key", post(ticket(), "k".repeat(257)));
        assertEquals(List.of(), mailbox.messages());
    }

    @Test
    void aSenderWithoutTheKeyIsNotLetIn() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(mailbox.uri().resolve("/emails"))
                .POST(HttpRequest.BodyPublishers.ofString(ticket().toString()));

        refused(401, "missing_api_key", send(request));
        refused(403, "invalid_api_key", send(request.header("Authorization", "Bearer re_other")));
    }

    @Test
    void badDaysAreResends() throws Exception {
        misbehave("{\"rate_limit\":{\"share\":1,\"times\":1}}");
        HttpResponse<String> limited = post(ticket(), "order-17");
        refused(429, "rate_limit_exceeded", limited);
        assertEquals("1", limited.headers().firstValue("Retry-After").orElseThrow());

        misbehave("{\"error\":{\"share\":1,\"times\":1}}");
        refused(500, "internal_server_error", post(ticket(), "order-17"));

        sent(post(ticket(), "order-17"));
        assertEquals(1, mailbox.messages().size());
    }

    @Test
    void aMessageWhoseAnswerWasLostIsNotSentTwice() throws Exception {
        misbehave("{\"timeout\":{\"share\":1,\"times\":1}}");
        assertThrows(
                HttpTimeoutException.class,
                () -> send(request(ticket(), "order-17").timeout(Duration.ofMillis(500))));

        sent(post(ticket(), "order-17"));

        assertEquals(1, mailbox.messages().size());
    }

    @Test
    void pathsOfPicturesAreFilledIn() {
        Message message = new Submission(ticket()).message("m1", java.time.Instant.EPOCH);

        assertEquals(
                "<img src='/messages/m1/attachments/0'><img src='cid:other'>",
                MailboxPages.withImages(message, "<img src='cid:qr'><img src='cid:other'>"));
    }

    @Test
    void aKeptMailboxStillHasItsMessagesAndKeys(@TempDir Path folder) throws Exception {
        Optional<Path> file = Optional.of(folder.resolve("mailbox.json"));
        mailbox.close();
        mailbox = start(file);
        String id = sent(post(ticket(), "order-17"));
        mailbox.close();

        mailbox = start(file);

        assertEquals(id, sent(post(ticket(), "order-17")));
        assertEquals(1, mailbox.messages().size());
    }

    @Test
    void whatCannotBeReadAtStartIsSaidWithItsMend(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mailbox.json"), "not JSON");

        StartFailure failure = assertThrows(StartFailure.class, () -> start(Optional.of(file)));

        assertTrue(String.valueOf(failure.getMessage()).contains(file.toString()), failure.getMessage());
    }

    private static ObjectNode ticket() {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("from", "Maguey <tickets@maguey.example>");
        message.putArray("to").add("ana@example.com");
        message.put("subject", "Your ticket");
        message.put("html", "<p>Show this: <img src='cid:qr'></p>");
        message.put("text", "Show this");
        message.putObject("headers").put("X-Order", "order-17");
        message.putArray("attachments")
                .addObject()
                .put("filename", "qr.png")
                .put("content", Base64.getEncoder().encodeToString(PICTURE))
                .put("content_id", "qr")
                .put("content_type", "image/png");
        return message;
    }

    private HttpRequest.Builder request(ObjectNode message, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(mailbox.uri().resolve("/emails"))
                .header("Authorization", "Bearer re_rehearsal")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString()));
        return key.isEmpty() ? request : request.header("Idempotency-Key", key);
    }

    private HttpResponse<String> post(ObjectNode message, String key) throws IOException, InterruptedException {
        return send(request(message, key));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(mailbox.uri().resolve(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void misbehave(String json) throws IOException, InterruptedException {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(mailbox.uri().resolve("/control/misbehaviour"))
                        .PUT(HttpRequest.BodyPublishers.ofString(json)));
        assertEquals(200, response.statusCode(), response.body());
    }

    private static String sent(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return Json.read(response.body(), JsonNode.class).path("id").asText();
    }

    private static String refused(int status, String name, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        JsonNode error = Json.read(response.body(), JsonNode.class);
        assertEquals(name, error.path("name").asText());
        assertEquals(status, error.path("statusCode").asInt());
        return error.path("message").asText();
    }
}
