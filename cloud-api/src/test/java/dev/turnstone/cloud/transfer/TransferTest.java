package dev.turnstone.cloud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.mail.KeptCarrier;
import dev.turnstone.cloud.mail.OrderLetters;
import dev.turnstone.cloud.mail.Postman;
import dev.turnstone.cloud.sale.Guest;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.HeardVenue;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.cloud.testing.TestSite;
import dev.turnstone.cloud.testing.Visitor;
import dev.turnstone.cloud.transfer.Transfers.Offered;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A ticket that goes from one person to another, through the pages, the letters and the gate's rules. */
@Timeout(120)
class TransferTest {
    private static final Guest LUZ = new Guest("Luz Vega", "luz@example.com");

    private final TestCloud cloud = new TestCloud(10);
    private final TestSite site = new TestSite(cloud);
    private final Visitor visitor = new Visitor(site.uri());

    @AfterEach
    void close() {
        visitor.close();
        site.close();
        cloud.close();
    }

    @Test
    void aTicketThatIsTakenIsItsNewHoldersAloneAndTheOldPassOpensNoGate() throws Exception {
        Ticket before = cloud.sold(2).getFirst();

        HttpResponse<String> sent = visitor.post(
                "/tickets/" + before.token() + "/transfer", Map.of("name", LUZ.name(), "email", LUZ.email()));
        assertEquals(303, sent.statusCode(), sent.body());
        assertTrue(visitor.get("/tickets/" + before.token()).body().contains("luz@example.com"));
        assertInstanceOf(Admit.class, decide(before), "until it is taken it stays its holder's");

        String letter = letterTo("luz@example.com", "transfer");
        assertTrue(letter.contains("Ana López sends you a ticket"), letter);
        String offer = addressIn(letter, "/transfers/");
        assertTrue(visitor.get(offer).body().contains("Take the ticket"));
        HttpResponse<String> taken = visitor.post(offer, Map.of());
        assertEquals(303, taken.statusCode());
        String hers = taken.headers().firstValue("Location").orElseThrow();

        assertTrue(visitor.get(hers).body().contains("For Luz Vega"));
        assertEquals(404, visitor.get("/tickets/" + before.token()).statusCode());
        Ticket after = cloud.jdbi
                .withHandle(handle -> Tickets.byId(handle, before.id()))
                .orElseThrow();
        assertInstanceOf(Admit.class, decide(after));
        assertEquals(Reason.REISSUED, ((Refuse) decide(before)).reason());
        assertEquals(410, visitor.get(offer).statusCode());
        assertEquals(410, visitor.post(offer, Map.of()).statusCode());

        String order = visitor.get("/orders/" + orderToken(before)).body();
        assertTrue(order.contains("Sent to Luz Vega"), order);
        assertFalse(order.contains(after.token()) || order.contains(after.shortCode()), "hers alone");
        assertTrue(letterTo("luz@example.com", "ticket").contains(hers));
        assertTrue(letterTo("ana@example.com", "transfer-taken").contains("Luz Vega has your ticket"));
        assertEquals(2, cloud.count("audit where action like 'transfer%'"));
    }

    @Test
    void anOfferIsTakenBackUntilItIsTaken() throws Exception {
        Ticket ticket = cloud.sold(1).getFirst();
        cloud.transfers.offer(ticket, LUZ);
        Transfer offer = cloud.transfers.open(ticket).orElseThrow();

        assertEquals(
                303,
                visitor.post("/tickets/" + ticket.token() + "/transfer/undo", Map.of())
                        .statusCode());
        assertEquals(410, visitor.post("/transfers/" + offer.token(), Map.of()).statusCode());
        assertInstanceOf(Admit.class, decide(ticket));
        assertEquals(Offered.YES, cloud.transfers.offer(ticket, LUZ), "and may be offered again");
    }

    @Test
    void takenAndTakenBackAtTheSameTimeItIsOneOfTheTwo() throws Exception {
        for (Ticket ticket : cloud.sold(8)) {
            cloud.transfers.offer(ticket, LUZ);
            Transfer offer = cloud.transfers.open(ticket).orElseThrow();

            List<Boolean> done = AtOnce.all(4, number -> (Callable<Boolean>) () -> number % 2 == 0
                    ? cloud.transfers.take(offer, Language.EN).isPresent()
                    : cloud.transfers.takeBack(ticket));

            assertEquals(1, done.stream().filter(Boolean::booleanValue).count(), done::toString);
        }
        assertEquals(0, cloud.count("ticket where version > 2"));
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingTypedIsLost() throws Exception {
        Ticket ticket = cloud.sold(1).getFirst();

        HttpResponse<String> answer =
                visitor.post("/tickets/" + ticket.token() + "/transfer", Map.of("name", "<b>Luz</b>", "email", "luz@"));

        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("id=\"email-fault\" role=\"alert\">This does not look like"), answer.body());
        assertTrue(answer.body().contains("value=\"luz@\"") && !answer.body().contains("<b>Luz"));
        assertEquals(0, cloud.count("transfer"));
    }

    @Test
    void aTierMayKeepItsTicketsWithWhomTheyWereBoughtFor() {
        Ticket ticket = cloud.sold(1).getFirst();
        cloud.jdbi.useHandle(handle -> handle.execute("update tier set transferable = false"));

        assertEquals(Offered.STAYS, cloud.transfers.offer(ticket, LUZ));
    }

    @Test
    void aTicketDoesNotTravelForEver() {
        Ticket ticket = cloud.sold(1).getFirst();
        for (int journey = 0; journey < 5; journey++) {
            assertEquals(Offered.YES, cloud.transfers.offer(ticket, LUZ));
            Transfer offer = cloud.transfers.open(ticket).orElseThrow();
            ticket = cloud.transfers.take(offer, Language.ES).orElseThrow();
        }

        assertEquals(Offered.STAYS, cloud.transfers.offer(ticket, LUZ));
        assertEquals(Language.ES, ticket.language());
    }

    @Test
    void refundedUsedOrOverItGoesToNobody() {
        List<Ticket> tickets = cloud.sold(3);
        cloud.transfers.offer(tickets.getFirst(), LUZ);
        Transfer offer = cloud.transfers.open(tickets.getFirst()).orElseThrow();
        cloud.refunds.ask(
                tickets.getFirst().orderId(), Optional.of(tickets.getFirst().id()));
        cloud.jdbi.useHandle(handle -> handle.execute(
                "update ticket set state = 'used' where id = ?", tickets.get(1).id()));

        assertEquals(Optional.empty(), cloud.transfers.take(offer, Language.EN));
        assertEquals(Offered.NOT_GOOD, cloud.transfers.offer(tickets.get(1), LUZ));
        cloud.clock.advance(Duration.ofHours(9));
        assertEquals(Offered.NOT_GOOD, cloud.transfers.offer(tickets.get(2), LUZ));
    }

    private Decision decide(Ticket ticket) {
        return HeardVenue.of(cloud).decide(ticket.pass(), cloud.clock.instant());
    }

    private String orderToken(Ticket ticket) {
        return cloud.jdbi
                .withHandle(handle -> Orders.byId(handle, ticket.orderId()))
                .orElseThrow()
                .token();
    }

    /** The one letter of this kind that somebody got. */
    private String letterTo(String recipient, String kind) {
        var letters = new OrderLetters("T <t@example.com>", URI.create("https://t.example"), Messages.bundle("cloud"));
        new Postman(cloud.jdbi, letters, new KeptCarrier(cloud.jdbi, cloud.clock), cloud.clock, cloud.random).round();
        assertEquals(0, cloud.count("mail_outbox where state <> 'sent'"));
        return cloud.jdbi.withHandle(handle -> handle.createQuery("select k.subject || ' ' || k.text from mail_kept k"
                        + " join mail_outbox o on o.id = k.id where k.recipient = :to and o.kind = :kind")
                .bind("to", recipient)
                .bind("kind", kind)
                .mapTo(String.class)
                .one());
    }

    private static String addressIn(String letter, String path) {
        String from = letter.substring(letter.indexOf(path));
        return from.substring(0, from.indexOf('\n')).strip();
    }
}
