package dev.turnstone.cloud.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.platform.http.HttpShell;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnerPageTest {
    private final TestCloud cloud = new TestCloud(10);
    private final HttpShell server = HttpShell.named("owner")
            .listen("127.0.0.1", 0)
            .routes(rules -> rules.register(
                    new OwnerRoutes(
                            cloud.jdbi,
                            cloud.settlement,
                            cloud.refunds,
                            cloud.disputes,
                            cloud.clock,
                            new OwnerGate("agave"),
                            List.of()),
                    new PromoRoutes(cloud.jdbi, new OwnerGate("agave"), cloud.clock)))
            .start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        server.close();
        cloud.close();
    }

    @Test
    void onlyTheOwnerSeesIt() throws Exception {
        assertEquals(401, get("guess").statusCode());
        assertEquals(
                401,
                post("/owner/orders/" + UUID.randomUUID() + "/retry", "guess").statusCode());
        assertEquals(200, get("agave").statusCode());
    }

    @Test
    void aPaymentAwaitingTicketsIsSeenAndIssuedWithOneClick() throws Exception {
        Order order = cloud.held(2);
        cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
        cloud.jdbi.useHandle(handle -> handle.execute("update event_key set issuing = false"));
        cloud.settlement.settle(order.id());
        assertTrue(get("agave").body().contains("Issue now"));

        cloud.jdbi.useHandle(handle -> handle.execute("update event_key set issuing = true"));
        assertEquals(
                303, post("/owner/orders/" + order.id() + "/retry", "agave").statusCode());

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
        String page = get("agave").body();
        assertFalse(page.contains("Issue now"));
        assertTrue(page.contains("MXN\u00a0730.00"), page);
    }

    @Test
    void anOrdersPageSaysWhenItsTicketsWereShownAndWhere() throws Exception {
        Order order = cloud.held(1);
        cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
        cloud.settlement.settle(order.id());
        cloud.jdbi.useHandle(handle -> handle.execute("""
                insert into presentation (venue_id, journal, seq, pass_number, device, gate, lane, direction, shown_at,
                                          settlement)
                select ?, repeat('0', 32), 1, pass_number, 'gate-b', 'B', 'b-1', 'in', ?, 'turned-away' from ticket
                """, cloud.event.venueId(), TestCloud.NOW));

        String page = http.send(request("/owner/orders/" + order.id(), "agave").build(), BodyHandlers.ofString())
                .body();

        assertTrue(page.contains("shown at gate B, in: turned away"), page);
    }

    @Test
    void aDeadLetterIsSentAgain() throws Exception {
        Order order = cloud.held(1);
        cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
        cloud.settlement.settle(order.id());
        cloud.jdbi.useHandle(handle -> handle.execute("update mail_outbox set state = 'dead', error = 'no such box'"));
        UUID letter = cloud.jdbi.withHandle(handle -> handle.createQuery("select id from mail_outbox")
                .mapTo(UUID.class)
                .one());
        assertTrue(get("agave").body().contains("no such box"));

        post("/owner/letters/" + letter + "/resend", "agave");

        assertEquals(1, cloud.count("mail_outbox where state = 'waiting'"));
    }

    private HttpResponse<String> get(String password) throws Exception {
        return http.send(request("/owner", password).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String password) throws Exception {
        return http.send(request(path, password).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String password) {
        String credentials = Base64.getEncoder().encodeToString(("owner:" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(server.uri().resolve(path)).header("Authorization", "Basic " + credentials);
    }
}
