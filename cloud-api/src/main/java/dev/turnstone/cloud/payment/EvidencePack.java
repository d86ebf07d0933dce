package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.payment.PaymentProvider.Evidence;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.platform.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The story of one sale for a bank's reader: what was bought when, what was sent where, which tickets there are. */
final class EvidencePack {
    private EvidencePack() {}

    static Evidence of(Handle handle, UUID orderId) {
        Order order = Orders.byId(handle, orderId).orElseThrow();
        Event event = Events.byId(handle, order.eventId());
        List<String> story = new ArrayList<>();
        story.add("Order " + order.number() + ", made at " + order.createdAt() + ", "
                + order.total().in(Language.EN));
        story.add("For: " + event.name() + ", " + event.venueName() + ", " + event.venueAddress() + ", at "
                + event.opens());
        order.lines()
                .forEach(line -> story.add("  " + line.quantity() + " × " + line.tierName(Language.EN) + " at "
                        + line.price().in(Language.EN)));
        story.addAll(rows(handle, orderId, """
                select 'Tickets: ' || kind || ' sent to ' || recipient || ' at ' || sent_at
                       || coalesce(', the mail provider''s number is ' || provider_id, '')
                  from mail_outbox where order_id = :order and state = 'sent' order by sent_at
                """));
        story.addAll(rows(handle, orderId, """
                select 'Ticket ' || line || '-' || seq || ' (' || coalesce(short_code, '') || '), in the name of '
                       || attendee_name || ', issued at ' || issued_at || ': ' || state
                  from ticket where order_id = :order order by line, seq
                """));
        story.addAll(rows(handle, orderId, """
                select 'Refund of ' || r.amount_minor || ' (minor units) asked for at ' || r.asked_at || ': ' || r.state
                  from refund r join payment p on p.id = r.payment_id where p.order_id = :order order by r.asked_at
                """));
        return new Evidence(
                order.guestName(),
                order.guestEmail(),
                order.ticketCount() + " ticket(s) to " + event.name(),
                String.join("\n", story));
    }

    private static List<String> rows(Handle handle, UUID order, String sql) {
        return handle.createQuery(sql).bind("order", order).mapTo(String.class).list();
    }
}
