package dev.turnstone.cloud.waitlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.mail.KeptCarrier;
import dev.turnstone.cloud.mail.OrderLetters;
import dev.turnstone.cloud.mail.Postman;
import dev.turnstone.cloud.sale.Guest;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.cloud.testing.TestSite;
import dev.turnstone.cloud.testing.Visitor;
import dev.turnstone.cloud.waitlist.Entry.State;
import dev.turnstone.cloud.waitlist.Waitlist.Joining;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines before a tier that is sold out, on real stock in several buckets. */
@Timeout(120)
class WaitlistTest {
    private final TestCloud cloud = new TestCloud(2, 2);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void whatComesFreeIsSetAsideInOrderBeforeAnybodyElseCanHaveIt() {
        Order hold = cloud.held(2);
        cloud.sold(2);
        Entry two = join("two@example.com", 2);
        Entry one = join("one@example.com", 1);
        assertEquals(List.of(0L, 1L), List.of(two.ahead(), one.ahead()));
        assertEquals(State.WAITING, now(two).state());

        expire(hold);

        assertEquals(State.OFFERED, now(two).state());
        assertEquals(State.WAITING, now(one).state());
        assertEquals(0, cloud.tier().left(), "no buyer sees what is set aside");
        assertInstanceOf(Placing.TooFewLeft.class, cloud.selling.place(cloud.event, TestCloud.basket(1)));
    }

    @Test
    void anOfferThatIsTakenIsAnOrderThatIsPaidAndIssuedLikeAnyOther() {
        soldOut();
        Entry entry = join("ana@example.com", 2);
        refundTwo();
        assertEquals(State.OFFERED, now(entry).state());

        Order order = cloud.waitlist.take(now(entry)).orElseThrow();
        assertEquals(2 * 36_500, order.total().minor());
        cloud.provider.pay(Objects.requireNonNull(cloud.opened(order).intent()));
        cloud.settlement.settle(order.id());

        assertEquals(OrderState.CONFIRMED, cloud.now(order).state());
        assertEquals(4, cloud.tier().sold());
        assertEquals(0, cloud.tier().held());
        assertEquals(State.TAKEN, now(entry).state());
        assertEquals(Optional.empty(), cloud.waitlist.take(now(entry)), "once");
        assertEquals(0, cloud.count("waitlist_share"));
    }

    @Test
    void anOfferThatNobodyTakesInTimeGoesToTheNextAndThenToEverybody() {
        soldOut();
        Entry first = join("first@example.com", 1);
        Entry next = join("next@example.com", 1);
        refundOne();
        assertEquals(State.OFFERED, now(first).state());

        cloud.clock.advance(Duration.ofHours(2).minusSeconds(1));
        cloud.waitlist.round();
        assertEquals(State.OFFERED, now(first).state());
        cloud.clock.advance(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), cloud.waitlist.take(now(first)), "too late, whoever noticed");
        cloud.waitlist.round();
        assertEquals(State.EXPIRED, now(first).state());
        assertEquals(State.OFFERED, now(next).state());

        cloud.waitlist.leave(now(next));
        assertEquals(State.LEFT, now(next).state());
        assertEquals(1, cloud.tier().left());
    }

    @Test
    void whoWantsMoreThanThereIsDoesNotKeepTheOthersWaiting() {
        soldOut();
        Entry many = join("many@example.com", 4);
        Entry one = join("one@example.com", 1);
        refundOne();

        assertEquals(State.WAITING, now(many).state());
        assertEquals(State.OFFERED, now(one).state());
    }

    @Test
    void onePersonWaitsOnceForATierHoweverTheAddressIsWritten() {
        soldOut();
        Entry entry = join("ana@example.com", 1);

        Entry again = join("ANA@example.com", 3);

        assertEquals(entry.id(), again.id());
        assertEquals(1, again.quantity());
        cloud.waitlist.leave(entry);
        assertEquals(State.LEFT, now(entry).state());
        assertTrue(!join("ana@example.com", 1).id().equals(entry.id()), "who left may come again");
    }

    @Test
    void manyWhoJoinWhileTicketsComeFreeGetThemAllAndNobodyTheSame() throws Exception {
        soldOut();
        List<Callable<Boolean>> deeds = new ArrayList<>();
        for (int guest = 0; guest < 12; guest++) {
            String email = "guest-" + guest + "@example.com";
            deeds.add(() -> join(email, 1).quantity() == 1);
        }
        List<String> tickets = cloud.jdbi.withHandle(handle -> handle.createQuery("select id::text from ticket")
                .mapTo(String.class)
                .list());
        for (String ticket : tickets) {
            deeds.add(4, () -> refund(ticket));
        }

        assertTrue(AtOnce.all(deeds.size(), deeds::get).stream().allMatch(Boolean::booleanValue));

        assertEquals(4, cloud.count("waitlist_entry where state = 'offered'"));
        assertEquals(4, cloud.tier().held());
        assertEquals(0, cloud.tier().left());
        assertEquals(0, cloud.tier().sold());
    }

    @Test
    void takenAndRunOutAtTheSameTimeTheStockIsCountedOnce() throws Exception {
        soldOut();
        Entry entry = join("ana@example.com", 1);
        refundOne();
        Entry offered = now(entry);

        AtOnce.all(6, number -> (Callable<Boolean>) () -> {
            if (number % 2 == 0) {
                return cloud.waitlist.take(offered).isPresent();
            }
            cloud.waitlist.leave(offered);
            return true;
        });

        assertEquals(1, cloud.tier().held() + cloud.tier().left());
        assertEquals(3, cloud.tier().sold());
        assertEquals(cloud.count("orders where state = 'pending'"), cloud.tier().held());
    }

    @Test
    void thePagesLeadFromSoldOutToPaymentAndTheLettersWithThem() throws Exception {
        soldOut();
        try (var site = new TestSite(cloud);
                var visitor = new Visitor(site.uri())) {
            assertTrue(visitor.get("/e/evening").body().contains("/e/evening/waitlist/0"));
            HttpResponse<String> wrong =
                    visitor.post("/e/evening/waitlist/0", Map.of("quantity", "-1", "name", "", "email", "x"));
            assertEquals(422, wrong.statusCode());
            assertTrue(wrong.body().contains("id=\"quantity-fault\" role=\"alert\">At most 10"), wrong.body());
            HttpResponse<String> joined = visitor.post(
                    "/e/evening/waitlist/0?lang=es",
                    Map.of("quantity", "1", "name", "Luz", "email", "luz@example.com"));
            assertEquals(303, joined.statusCode(), joined.body());
            String place = joined.headers().firstValue("Location").orElseThrow();
            assertTrue(visitor.get(place).body().contains("Eres el número 1 en la fila"));

            refundOne();
            assertTrue(visitor.get(place).body().contains("Tus boletos están apartados"));
            String offer = letters("waitlist-offer");
            assertTrue(offer.contains("Tus boletos están apartados") && offer.contains(place), offer);
            assertTrue(letters("waitlist").contains("Estás en la fila"));
            String order = visitor.post(place + "/take", Map.of())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertTrue(visitor.get(order).body().contains("data-face=\"PAY\""));
            assertEquals(404, visitor.get("/waitlist/AAAAAAAAAAAAAAAAAAAAAAAA").statusCode());
            assertEquals(404, visitor.get("/e/evening/waitlist/9").statusCode());
        }
    }

    private Entry join(String email, int quantity) {
        Joining joining =
                cloud.waitlist.join(cloud.event, cloud.tier(), new Guest("Ana", email), quantity, Language.EN);
        return assertInstanceOf(Joining.InLine.class, joining).entry();
    }

    private Entry now(Entry entry) {
        return cloud.waitlist.byToken(entry.token()).orElseThrow();
    }

    /** Four tickets, paid. */
    private void soldOut() {
        cloud.sold(2);
        cloud.sold(2);
        assertEquals(0, cloud.tier().left());
    }

    private void refundOne() {
        assertTrue(refund(anyValid()));
    }

    /** One order as a whole, so that both come free at once. */
    private void refundTwo() {
        Order order = cloud.jdbi
                .withHandle(handle -> dev.turnstone.cloud.sale.Orders.byId(
                        handle,
                        handle.createQuery("select order_id from ticket order by id limit 1")
                                .mapTo(java.util.UUID.class)
                                .one()))
                .orElseThrow();
        cloud.refunds.ask(order.id(), Optional.empty());
        cloud.refunds.round();
        assertEquals(OrderState.REFUNDED, cloud.now(order).state());
    }

    private String anyValid() {
        return cloud.jdbi.withHandle(
                handle -> handle.createQuery("select id::text from ticket where state = 'valid' order by id limit 1")
                        .mapTo(String.class)
                        .one());
    }

    private boolean refund(String ticket) {
        var id = java.util.UUID.fromString(ticket);
        var order = cloud.jdbi.withHandle(handle -> handle.createQuery("select order_id from ticket where id = :id")
                .bind("id", id)
                .mapTo(java.util.UUID.class)
                .one());
        return cloud.refunds.ask(order, Optional.of(id)) == dev.turnstone.cloud.payment.Refunds.Asked.YES;
    }

    private void expire(Order order) {
        cloud.clock.advance(Duration.ofMinutes(15));
        cloud.sweeper.sweep();
        assertEquals(OrderState.EXPIRED, cloud.now(order).state());
    }

    private String letters(String kind) {
        var written = new OrderLetters("T <t@example.com>", URI.create("https://t.example"), Messages.bundle("cloud"));
        new Postman(cloud.jdbi, written, new KeptCarrier(cloud.jdbi, cloud.clock), cloud.clock, cloud.random).round();
        return cloud.jdbi.withHandle(handle -> handle.createQuery("select k.subject || ' ' || k.text from mail_kept k"
                        + " join mail_outbox o on o.id = k.id where o.kind = :kind")
                .bind("kind", kind)
                .mapTo(String.class)
                .one());
    }
}
