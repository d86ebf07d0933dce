package dev.turnstone.cloud.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.cloud.testing.TestSite;
import dev.turnstone.cloud.testing.Visitor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The guest's way through the pages, as a browser without any script would walk it. */
@Timeout(120)
class PurchaseTest {
    private static final Map<String, String> TWO =
            Map.of("quantity-0", "2", "name", "Ana López", "email", "ana@example.com");

    private final TestCloud cloud = new TestCloud(3);
    private final TestSite server = new TestSite(cloud);
    private final Visitor visitor = new Visitor(server.uri());

    @AfterEach
    void close() {
        visitor.close();
        server.close();
        cloud.close();
    }

    @Test
    void anEventIsFoundChosenHeldPaidAndBecomesItsTickets() throws Exception {
        assertTrue(get("/").body().contains("/e/evening"));
        assertTrue(get("/e/evening").body().contains("3 left"));

        String order = hold(TWO);
        String paying = get(order).body();
        assertTrue(paying.contains("data-face=\"PAY\"") && paying.contains("pk_test"), paying);
        assertTrue(paying.contains("MXN\u00a0730.00"), "price and fees of two");
        cloud.provider.pay(intent(paying));

        assertEquals(200, post(order + "/settle", Map.of()).statusCode());
        assertTrue(get(order + "/state").body().contains("\"face\":\"TICKETS\""));
        String tickets = get(order).body();
        Matcher pictures = Pattern.compile("/tickets/[A-Za-z0-9_-]+/qr.png").matcher(tickets);
        int count = 0;
        while (pictures.find()) {
            HttpResponse<String> picture = get(pictures.group());
            assertEquals(
                    "image/png", picture.headers().firstValue("Content-Type").orElse(""));
            count++;
        }
        assertEquals(2, count);
        HttpResponse<String> calendar = get(order + "/calendar.ics");
        assertTrue(tickets.contains("/calendar.ics"));
        assertEquals(
                "text/calendar; charset=utf-8",
                calendar.headers().firstValue("Content-Type").orElse(""));
        assertTrue(calendar.body().contains("SUMMARY:An Evening\r\n"), calendar.body());
    }

    @Test
    void whoeverHasATicketSaysWhoComesWithItUntilDoors() throws Exception {
        cloud.jdbi.useHandle(handle -> handle.execute("update event set opens_at = ?", TestCloud.NOW.plusSeconds(60)));
        String order = hold(TWO);
        cloud.provider.pay(intent(get(order).body()));
        post(order + "/settle", Map.of());
        Matcher form = Pattern.compile("/tickets/[A-Za-z0-9_-]+/attendee")
                .matcher(get(order).body());
        assertTrue(form.find());

        assertEquals(
                303, post(form.group(), Map.of("name", " Luz <b>Vega</b> ")).statusCode());
        assertTrue(get(order).body().contains("For Luz &lt;b>Vega")
                || get(order).body().contains("For Luz &lt;b&gt;Vega"));
        assertEquals(400, post(form.group(), Map.of("name", " ")).statusCode());
        assertEquals(400, post(form.group(), Map.of("name", "x".repeat(121))).statusCode());
        assertEquals(
                404,
                post("/tickets/nobodys-ticket-at-all/attendee", Map.of("name", "Luz"))
                        .statusCode());
        assertEquals(1, cloud.count("audit where action = 'rename' and before = 'Ana López'"));

        cloud.clock.advance(Duration.ofMinutes(1));
        assertFalse(get(order).body().contains("/attendee"));
        assertEquals(409, post(form.group(), Map.of("name", "Somebody")).statusCode());
    }

    @Test
    void aReloadAtEveryStepShowsWhereTheGuestStands() throws Exception {
        String order = hold(TWO);
        String first = get(order).body();
        assertEquals(intent(first), intent(get(order).body()));

        // Back from the bank, before anybody has heard of the payment.
        assertTrue(get(order + "?payment_intent=pi_1").body().contains("data-face=\"WAIT\""));
        // Reloaded without it, the guest may still pay.
        assertTrue(get(order).body().contains("data-face=\"PAY\""));

        cloud.clock.advance(Duration.ofMinutes(15));
        assertTrue(
                get(order).body().contains("data-face=\"WAIT\""), "until the provider was asked, nobody may say lost");
        cloud.sweeper.sweep();
        assertTrue(get(order).body().contains("data-face=\"GONE\""));
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingTypedIsLost() throws Exception {
        HttpResponse<String> answer =
                post("/e/evening", Map.of("quantity-0", "2", "name", "Ana López", "email", "ana@"));

        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("value=\"Ana López\""));
        assertTrue(answer.body().contains("value=\"ana@\""));
        assertTrue(answer.body().contains("id=\"email-fault\">This does not look like"));
        assertEquals(0, cloud.count("orders"));
    }

    @Test
    void whoeverComesTooLateIsToldHowManyAreLeft() throws Exception {
        hold(TWO);

        HttpResponse<String> answer = post("/e/evening", TWO);

        assertEquals(409, answer.statusCode());
        assertTrue(answer.body().contains("Only 1 left"));
    }

    @Test
    void spanishIsSpokenAllTheWayAndRemembered() throws Exception {
        assertTrue(get("/e/evening?lang=es").body().contains("Quedan 3"));
        HttpResponse<String> held = post("/e/evening?lang=es", TWO);
        String page = get(held.headers().firstValue("Location").orElseThrow()).body();

        assertTrue(page.contains("<html lang=\"es\""));
        assertTrue(page.contains("Apartados para ti"));
        assertTrue(held.headers().firstValue("Set-Cookie").orElse("").startsWith("lang=es;"));
    }

    @Test
    void thePriceInAFormIsNobodysBusiness() throws Exception {
        String order =
                hold(Map.of("quantity-0", "1", "name", "A", "email", "a@example.com", "price", "1", "total", "0"));

        assertTrue(get(order).body().contains("MXN\u00a0365.00"));
    }

    @Test
    void formsFromOtherSitesAreRefused() throws Exception {
        var request = visitor.form("/e/evening", TWO)
                .header("Sec-Fetch-Site", "cross-site")
                .build();

        assertEquals(403, visitor.send(request).statusCode());
        assertEquals(0, cloud.count("orders"));
    }

    @Test
    void htmlInANameIsShownAsAName() throws Exception {
        String order =
                hold(Map.of("quantity-0", "1", "name", "<img src=x onerror=alert(1)>", "email", "a@example.com"));
        cloud.provider.pay(intent(get(order).body()));
        post(order + "/settle", Map.of());

        String page = get(order).body();
        assertTrue(page.contains("&lt;img src=x"));
        assertFalse(page.contains("<img src=x"));
    }

    @Test
    void otherPeoplesOrdersAndTicketsAreNotGuessed() throws Exception {
        hold(TWO);

        assertEquals(404, get("/orders/AAAAAAAAAAAAAAAAAAAAAAAA").statusCode());
        assertEquals(404, get("/tickets/AAAAAAAAAAAAAAAAAAAAAAAA/qr.png").statusCode());
        assertEquals(404, get("/orders/'%20or%201=1").statusCode());
        assertEquals(404, get("/e/nowhere").statusCode());
        assertEquals(404, get("/orders/%00").statusCode());
        assertEquals(404, get("/tickets/%F0%9F%8E%AB/qr.png").statusCode());
    }

    @Test
    void whatIsNoNumberIsAProblemThatNamesItsField() throws Exception {
        HttpResponse<String> answer =
                post("/e/evening", Map.of("quantity-0", "many", "name", "A", "email", "a@example.com"));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("quantity-0"), answer.body());
    }

    private String hold(Map<String, String> fields) throws Exception {
        HttpResponse<String> answer = post("/e/evening", fields);
        assertEquals(303, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String intent(String page) {
        Matcher secret =
                Pattern.compile("data-client-secret=\"(pi_[a-z0-9]+)_secret\"").matcher(page);
        assertTrue(secret.find(), page);
        return secret.group(1);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return visitor.get(path);
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        return visitor.post(path, fields);
    }
}
