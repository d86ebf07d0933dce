package dev.turnstone.cloud.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.text.Messages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class KeptLettersTest {
    @Test
    void withoutAProviderEveryLetterIsReadOnThePageAsItsReaderWouldSeeIt() throws Exception {
        try (var cloud = new TestCloud(5);
                HttpShell server = serve(cloud);
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | Host: localhost:8401",
                "200 | Host: 127.0.0.1",
                "200 | Host: [::1]:8401",
                "404 | Host: tickets.example.org",
                "404 | Host: localhost.example.org",
                "404 | Host: 127.0.0.1.example.org:8401",
                "404 | Host: localhost; X-Forwarded-For: 203.0.113.7",
                "404 | Host: localhost; x-forwarded-proto: https",
                "404 | Host: localhost; Forwarded: for=203.0.113.7",
                "404 | Host: localhost; X-Real-IP: 203.0.113.7",
                "404 | Host: localhost; Via: 1.1 proxy"
            })
    void lettersAreShownToThisMachineAndNotThroughAProxy(int status, String headers) throws Exception {
        try (var cloud = new TestCloud(1);
                HttpShell server = serve(cloud)) {
            for (String path : List.of("/inbox", "/inbox/" + kept(cloud))) {
                assertEquals(status, statusOf(server, path, headers.replace("; ", "\r\n")), path);
            }
        }
    }

    private static UUID kept(TestCloud cloud) {
        UUID id = UUID.randomUUID();
        new KeptCarrier(cloud.jdbi, cloud.clock)
                .carry(new Letter(
                        id, "v@example.com", "ana@example.com", "Your ticket", "<p>It is here.</p>", "", List.of()));
        return id;
    }

    /** Spoken by hand: Java's own client chooses its Host itself. */
    private static int statusOf(HttpShell server, String path, String headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n"
                            .formatted(path, headers)
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        }
    }

    private static HttpShell serve(TestCloud cloud) {
        return HttpShell.named("inbox")
                .listen("127.0.0.1", 0)
                .routes(rules -> rules.register(new KeptRoutes(cloud.jdbi)))
                .start();
    }

    private static HttpResponse<String> get(HttpClient http, HttpShell server, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(server.uri().resolve(path)).build(), BodyHandlers.ofString());
    }
}
