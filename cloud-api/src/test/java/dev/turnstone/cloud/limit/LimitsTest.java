package dev.turnstone.cloud.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.limit.Limits.What;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.cloud.testing.TestSite;
import dev.turnstone.cloud.testing.Visitor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs are held up, honest guests are not, and two instances count as one. */
@Timeout(120)
class LimitsTest {
    private final TestCloud cloud = new TestCloud(400);
    private final Limits limits = new Limits(cloud.jdbi, cloud.clock);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void howeverManyAskAtOnceOfHoweverManyInstancesExactlyTheMostAreAllowed() throws Exception {
        var other = new Limits(cloud.jdbi, cloud.clock);

        List<Boolean> answers = AtOnce.all(60, number -> (Callable<Boolean>)
                () -> (number % 2 == 0 ? limits : other).allows(What.ORDERS_OF_PERSON, "ana@example.com"));

        assertEquals(
                What.ORDERS_OF_PERSON.most(),
                answers.stream().filter(Boolean::booleanValue).count());
        assertTrue(limits.allows(What.ORDERS_OF_PERSON, "luz@example.com"), "nobody else is held up");
        assertTrue(limits.allows(What.LETTERS_TO_PERSON, "ana@example.com"), "nor is she in anything else");
    }

    @Test
    void waitingHelpsAndAskingMeanwhileDoesNotHurt() {
        while (limits.allows(What.ORDERS_OF_PERSON, "ana@example.com")) {
            // Until it is too often.
        }
        cloud.clock.advance(What.ORDERS_OF_PERSON.each().minusSeconds(1));
        assertFalse(limits.allows(What.ORDERS_OF_PERSON, "ana@example.com"));
        cloud.clock.advance(Duration.ofSeconds(1));
        assertTrue(limits.allows(What.ORDERS_OF_PERSON, "ana@example.com"));
        assertFalse(limits.allows(What.ORDERS_OF_PERSON, "ana@example.com"));
    }

    @Test
    void whatNobodyAsksAboutAnyMoreIsForgottenAndNamesNobody() {
        limits.allows(What.ORDERS_OF_PERSON, "ana@example.com");
        cloud.clock.advance(Duration.ofHours(2));
        limits.allows(What.ORDERS_OF_PERSON, "luz@example.com");
        assertEquals(0, cloud.count("how_often where encode(who, 'escape') like '%example%'"));

        cloud.clock.advance(Duration.ofSeconds(1));
        limits.forget();

        assertEquals(1, cloud.count("how_often"));
        for (What what : What.values()) {
            assertTrue(what.each().multipliedBy(what.most()).compareTo(Duration.ofHours(2)) <= 0, what::name);
        }
    }

    @Test
    void aProgramThatBuysFromOneAddressIsHeldUpKindlyAndItsNeighbourBuys() throws Exception {
        try (var site = new TestSite(cloud);
                var visitor = new Visitor(site.uri())) {
            for (int order = 0; order < What.ORDERS_FROM_ADDRESS.most(); order++) {
                assertEquals(
                        303, buy(visitor, "203.0.113.9", "guest-" + order, "").statusCode());
            }
            HttpResponse<String> held = buy(visitor, "8.8.8.8, 203.0.113.9", "one-more", "");

            assertEquals(429, held.statusCode());
            assertEquals("1", held.headers().firstValue("Retry-After").orElse(""));
            assertTrue(held.body().contains("Wait a few minutes") && held.body().contains("one-more@example.com"));
            assertEquals(303, buy(visitor, "203.0.113.10", "neighbour", "").statusCode());
            cloud.clock.advance(Duration.ofSeconds(1));
            assertEquals(303, buy(visitor, "203.0.113.9", "patient", "").statusCode());
        }
    }

    @Test
    void codesAreNotGuessedByTheThousand() throws Exception {
        try (var site = new TestSite(cloud);
                var visitor = new Visitor(site.uri())) {
            for (int guess = 0; guess < What.CODES_FROM_ADDRESS.most(); guess++) {
                assertEquals(
                        422,
                        buy(visitor, "203.0.113.9", "g-" + guess, "GUESS-" + guess)
                                .statusCode());
            }
            assertEquals(429, buy(visitor, "203.0.113.9", "again", "GUESS").statusCode());
            assertEquals(303, buy(visitor, "203.0.113.9", "without", "").statusCode());
        }
    }

    private static HttpResponse<String> buy(Visitor visitor, String from, String guest, String promo) throws Exception {
        return visitor.send(visitor.form(
                        "/e/evening",
                        Map.of("quantity-0", "1", "name", "Ana", "email", guest + "@example.com", "promo", promo))
                .header("X-Forwarded-For", from)
                .build());
    }
}
