package dev.turnstone.cloud.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.text.Messages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeptLettersTest {
    @Test
    void withoutAProviderEveryLetterIsReadOnThePageAsItsReaderWouldSeeIt() throws Exception {
        try (var cloud = new TestCloud(5);
                HttpShell server = HttpShell.named("inbox")
                        .listen("127.0.0.1", 0)
                        .routes(rules -> rules.register(new KeptRoutes(cloud.jdbi)))
                        .start();
                HttpClient http = HttpClient.newHttpClient()) {
            var letters =
                    new OrderLetters("V <v@example.com>", URI.create("https://example.com"), Messages.bundle("cloud"));
            var carrier = new KeptCarrier(cloud.jdbi, cloud.clock);
            Order order = cloud.held(1);
            cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
            cloud.settlement.settle(order.id());

            new Postman(cloud.jdbi, letters, carrier, cloud.clock, cloud.random).round();

            String list = get(http, server, "/inbox").body();
            assertTrue(list.contains("ana@example.com"), list);
            Matcher link = Pattern.compile("/inbox/[0-9a-f-]{36}").matcher(list);
            assertTrue(link.find());
            HttpResponse<String> letter = get(http, server, link.group());
            assertTrue(letter.body().contains("src=\"data:image/png;base64,"));
            assertTrue(letter.headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .startsWith("default-src 'none'"));
            assertEquals(404, get(http, server, "/inbox/nothing").statusCode());
        }
    }

    private static HttpResponse<String> get(HttpClient http, HttpShell server, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(server.uri().resolve(path)).build(), BodyHandlers.ofString());
    }
}
