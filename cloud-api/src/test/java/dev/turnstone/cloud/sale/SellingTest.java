package dev.turnstone.cloud.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.platform.text.Language;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SellingTest {
    private static final TestCloud CLOUD = new TestCloud(100);

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void thePriceIsOursWithFeesAndTheHoldEndsWhenTheEventSays() {
        Order order = CLOUD.held(3);

        assertEquals(Money.of(105_000, "MXN"), order.subtotal());
        assertEquals(Money.of(4_500, "MXN"), order.fee());
        assertEquals(Money.of(109_500, "MXN"), order.total());
        assertEquals(OrderState.PENDING, order.state());
        assertEquals(TestCloud.NOW.plus(Duration.ofMinutes(15)), order.holdExpiresAt());
    }

    @Test
    void nobodyGetsMoreThanTheirShareHoweverManyOrdersTheyMakeAtOnceUnderHoweverSpelledAnAddress() throws Exception {
        try (var cloud = new TestCloud(100)) {
            cloud.jdbi.useHandle(handle -> handle.execute("update tier set max_per_person = 4"));

            List<Placing> answers = AtOnce.all(
                    20,
                    order -> () -> cloud.selling.place(
                            cloud.event,
                            new Basket(
                                    new TreeMap<>(Map.of(0, 1)),
                                    "Ana",
                                    order % 2 == 0 ? "ana@example.com" : "Ana@Example.com",
                                    Language.EN)));

            assertEquals(
                    4, answers.stream().filter(Placing.Held.class::isInstance).count());
            assertEquals(4, cloud.tier().held());
            assertInstanceOf(
                    Placing.Held.class,
                    cloud.selling.place(
                            cloud.event,
                            new Basket(new TreeMap<>(Map.of(0, 4)), "Luz", "luz@example.com", Language.EN)));
            assertEquals(4, cloud.tier().offered());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 11, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void quantitiesThatNobodyMayBuyAreRefusedWithTheirField(int quantity) {
        assertEquals(List.of("quantity-0"), faults(Map.of(0, quantity), "Ana", "ana@example.com"));
    }

    @Test
    void tiersThatDoNotExistAndEmptyBasketsAreRefused() {
        assertEquals(List.of("quantity-7"), faults(Map.of(7, 1), "Ana", "ana@example.com"));
        assertEquals(List.of("quantity"), faults(Map.of(0, 0), "Ana", "ana@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "ana@",
                "@example.com",
                "ana@example",
                "a b@example.com",
                "ana@exa\nmple.com",
                "a@b@c.d"
            })
    void whatIsNoAddressIsRefused(String email) {
        assertEquals(List.of("email"), faults(Map.of(0, 1), "Ana", email));
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertEquals(List.of("quantity-0", "name", "email"), faults(Map.of(0, 99), " ", "no"));
    }

    @Test
    void nothingIsStoredOfWhatWasRefused() {
        long before = CLOUD.count("orders");

        faults(Map.of(0, -5), "Ana", "ana@example.com");

        assertEquals(before, CLOUD.count("orders"));
    }

    @Test
    void sqlInANameIsAName() {
        var quantities = new TreeMap<>(Map.of(0, 1));
        String name = "Robert'); drop table orders;--";
        var placed = CLOUD.selling.place(CLOUD.event, new Basket(quantities, name, "a@example.com", Language.ES));

        assertEquals(name, assertInstanceOf(Placing.Held.class, placed).order().guestName());
    }

    private static List<String> faults(Map<Integer, Integer> quantities, String name, String email) {
        var placed = CLOUD.selling.place(CLOUD.event, new Basket(new TreeMap<>(quantities), name, email, Language.EN));
        return assertInstanceOf(Placing.Refused.class, placed).faults().stream()
                .map(Placing.Fault::field)
                .toList();
    }
}
