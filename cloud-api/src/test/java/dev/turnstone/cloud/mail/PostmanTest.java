package dev.turnstone.cloud.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.cloud.issuing.QrPicture;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.text.Messages;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostmanTest {
    private record Call(String idempotencyKey, String authorization, JsonNode body) {}

    private final TestCloud cloud = new TestCloud(10);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private final HttpShell resend = HttpShell.named("resend")
            .listen("127.0.0.1", 0)
            .routes(rules -> rules.post("/emails", this::take))
            .start();
    private final ResendCarrier carrier = new ResendCarrier(resend.uri(), "re_test");
    private final OrderLetters letters = new OrderLetters(
            "Venue <tickets@example.com>", URI.create("https://tickets.example.com"), Messages.bundle("cloud"));
    private final Postman postman = new Postman(cloud.jdbi, letters, carrier, cloud.clock, cloud.random);

    @AfterEach
    void close() {
        carrier.close();
        resend.close();
        cloud.close();
    }

    @Test
    void theConfirmationCarriesEveryCodeInlineByContentIdWithALinkAndPlainText() {
        Order order = confirmed(2);

        postman.round();

        assertEquals(1, calls.size());
        JsonNode letter = calls.getFirst().body();
        var tickets = cloud.jdbi.withHandle(handle -> Tickets.ofOrder(handle, order.id()));
        assertEquals("ana@example.com", letter.path("to").path(0).asText());
        assertTrue(letter.path("subject").asText().contains("An Evening"));
        for (int number = 1; number <= 2; number++) {
            JsonNode attachment = letter.path("attachments").path(number - 1);
            assertEquals("ticket-" + number, attachment.path("content_id").asText());
            assertTrue(letter.path("html").asText().contains("src=\"cid:ticket-" + number + "\""));
            assertArrayEquals(
                    QrPicture.png(tickets.get(number - 1).pass(), 8),
                    Base64.getDecoder().decode(attachment.path("content").asText()));
            assertTrue(letter.path("text")
                    .asText()
                    .contains("https://tickets.example.com/tickets/"
                            + tickets.get(number - 1).token() + "/qr.png"));
        }
        assertTrue(letter.path("html").asText().contains("https://tickets.example.com/orders/" + order.token()));
        assertEquals(1, cloud.count("mail_outbox where state = 'sent' and provider_id = 'mail-1'"));
        assertEquals("Bearer re_test", calls.getFirst().authorization());
    }

    @Test
    void aLetterThatWasNotTakenIsTriedAgainUnderTheSameKeyWithTheSameWords() {
        confirmed(1);
        status = 500;
        postman.round();
        assertEquals(1, cloud.count("mail_outbox where state = 'waiting' and error is not null"));

        status = 200;
        cloud.clock.advance(Duration.ofMinutes(1));
        postman.round();

        assertEquals(2, calls.size());
        assertEquals(calls.get(0).idempotencyKey(), calls.get(1).idempotencyKey());
        assertEquals(calls.get(0).body(), calls.get(1).body());
        assertEquals(1, cloud.count("mail_outbox where state = 'sent'"));
    }

    @Test
    void aLetterThatNobodyWillEverCarryIsPutAsideForAPerson() {
        confirmed(1);
        status = 422;

        postman.round();

        assertEquals(1, cloud.count("mail_outbox where state = 'dead'"));
    }

    @Test
    void aNameFullOfHtmlStaysAName() {
        confirmed(1);
        cloud.jdbi.useHandle(handle -> handle.execute("update orders set guest_name = '<script>alert(1)</script>'"));

        postman.round();

        String html = calls.getFirst().body().path("html").asText();
        assertTrue(html.contains("&lt;script&gt;") && !html.contains("<script>"), html);
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertEquals(List.of(), Messages.bundle("cloud").differences());
    }

    private Order confirmed(int quantity) {
        Order order = cloud.held(quantity);
        cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
        cloud.settlement.settle(order.id());
        return order;
    }

    private void take(ServerRequest req, ServerResponse res) throws Exception {
        byte[] body = Body.bytes(req, 1024 * 1024);
        calls.add(new Call(
                req.headers().value(HeaderNames.create("Idempotency-Key")).orElse(""),
                req.headers().value(HeaderNames.AUTHORIZATION).orElse(""),
                Json.mapper().readTree(new String(body, StandardCharsets.UTF_8))));
        Reply.json(res, status, Map.of("id", "mail-" + calls.size()));
    }
}
