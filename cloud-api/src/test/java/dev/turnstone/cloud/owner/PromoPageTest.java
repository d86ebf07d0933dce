package dev.turnstone.cloud.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.cloud.testing.Visitor;
import dev.turnstone.platform.http.HttpShell;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner makes a code, sees what it brings, and ends it. */
@Timeout(60)
class PromoPageTest {
    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("owner:agave".getBytes(StandardCharsets.UTF_8));

    private final TestCloud cloud = new TestCloud(10);
    private final HttpShell server = HttpShell.named("owner")
            .listen("127.0.0.1", 0)
            .routes(rules -> rules.register(new PromoRoutes(cloud.jdbi, new OwnerGate("agave"), cloud.clock)))
            .start();
    private final Visitor visitor = new Visitor(server.uri());

    @AfterEach
    void close() {
        visitor.close();
        server.close();
        cloud.close();
    }

    @Test
    void aCodeIsMadeUsedReportedDisabledAndDeletedAndItsHistoryStays() throws Exception {
        assertEquals(
                303,
                post(
                                "/owner/promos",
                                Map.of("event", "evening", "code", " summer-26 ", "percent", "20", "max-uses", "3"))
                        .statusCode());
        Order order = ((Placing.Held)
                        cloud.selling.place(cloud.event, TestCloud.basket(2).promo("SUMMER-26")))
                .order();
        cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
        cloud.settlement.settle(order.id());

        String page = page();
        assertTrue(page.contains("SUMMER-26") && page.contains("1 of 3"), page);
        assertTrue(page.contains("MXN\u00a0140.00") && page.contains("MXN\u00a0590.00"), page);

        String id = cloud.jdbi.withHandle(handle -> handle.createQuery("select id::text from promo_code")
                .mapTo(String.class)
                .one());
        assertEquals(303, post("/owner/promos/" + id + "/disable", Map.of()).statusCode());
        assertTrue(cloud.selling.place(cloud.event, TestCloud.basket(1).promo("SUMMER-26")) instanceof Placing.Refused);
        assertEquals(303, post("/owner/promos/" + id + "/delete", Map.of()).statusCode());
        assertFalse(page().contains("SUMMER-26"));
        assertEquals(1, cloud.count("promo_use where state = 'used'"));
        assertEquals(
                303,
                post("/owner/promos", Map.of("event", "evening", "code", "SUMMER-26", "fixed", "50.00"))
                        .statusCode(),
                "its name is free again");
    }

    @ParameterizedTest
    @CsvSource({
        "code, ?!, percent, 10, code",
        "code, OK, percent, 101, percent",
        "code, OK, percent, -1, percent",
        "code, OK, fixed, -5, fixed",
        "code, OK, fixed, 1.234, fixed",
        "max-uses, 0, percent, 10, max-uses",
        "from, tomorrow, percent, 10, from"
    })
    void whatDoesNotFitIsSaidBesideItsField(String field, String value, String how, String off, String wrong)
            throws Exception {
        Map<String, String> form = new java.util.HashMap<>(Map.of("event", "evening", "code", "OK", how, off));
        form.put(field, value);

        HttpResponse<String> answer = post("/owner/promos", form);

        assertEquals(422, answer.statusCode());
        String said = answer.body().substring(answer.body().indexOf("id=\"" + wrong + "-fault\">"));
        assertFalse(said.startsWith("id=\"" + wrong + "-fault\"></p>"), answer.body());
        assertEquals(0, cloud.count("promo_code"));
    }

    @Test
    void onlyTheOwnerMayAndTheSameNameIsNotMadeTwice() throws Exception {
        assertEquals(401, visitor.get("/owner/promos").statusCode());
        assertEquals(401, visitor.post("/owner/promos", Map.of()).statusCode());
        assertEquals(
                401,
                visitor.post("/owner/promos/" + UUID.randomUUID() + "/delete", Map.of())
                        .statusCode());
        Map<String, String> form = Map.of("event", "evening", "code", "TWICE", "percent", "0");
        assertEquals(303, post("/owner/promos", form).statusCode());
        assertEquals(422, post("/owner/promos", form).statusCode());
        assertEquals(
                422,
                post(
                                "/owner/promos",
                                Map.of(
                                        "event",
                                        "evening",
                                        "code",
                                        "BACK",
                                        "percent",
                                        "5",
                                        "from",
                                        "2026-03-08T10:00",
                                        "until",
                                        "2026-03-08T10:00"))
                        .statusCode());
    }

    private String page() throws Exception {
        return visitor.send(HttpRequest.newBuilder(server.uri().resolve("/owner/promos"))
                        .header("Authorization", CREDENTIALS)
                        .build())
                .body();
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        return visitor.send(
                visitor.form(path, fields).header("Authorization", CREDENTIALS).build());
    }
}
