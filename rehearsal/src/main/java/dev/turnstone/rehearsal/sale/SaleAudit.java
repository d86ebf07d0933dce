package dev.turnstone.rehearsal.sale;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.payment.Intent;
import dev.turnstone.cloud.payment.Intent.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Compares the provider's books with ours, to the ticket. */
final class SaleAudit {
    private final Jdbi database;
    private final Event event;
    private final PretendStripe stripe;

    SaleAudit(Jdbi database, Event event, PretendStripe stripe) {
        this.database = database;
        this.event = event;
        this.stripe = stripe;
    }

    /** Whose money the provider holds for us, and who has neither tickets nor their money on its way back. */
    List<String> paidWithoutTickets() {
        return stripe.intents().stream()
                .filter(SaleAudit::holdsMoney)
                .filter(intent -> count("""
                        orders o where o.id = ? and (o.state in ('confirmed', 'partly_refunded') or exists
                        (select 1 from payment p where p.order_id = o.id and p.refund_key is not null))
                        """, order(intent)) == 0)
                .map(intent -> "paid without tickets: order " + stripe.orderOf(intent.id()))
                .toList();
    }

    List<String> everything() {
        List<String> wrong = new ArrayList<>(paidWithoutTickets());
        Map<String, Long> charges = stripe.intents().stream()
                .filter(intent -> intent.state() == State.SUCCEEDED)
                .collect(Collectors.groupingBy(intent -> stripe.orderOf(intent.id()), Collectors.counting()));
        charges.forEach((order, times) -> {
            if (times > 1) {
                wrong.add("order " + order + " was charged " + times + " times");
            }
        });
        long paid = stripe.intents().stream().filter(SaleAudit::holdsMoney).count();
        none(
                wrong,
                "tickets of an order that nobody paid (or more confirmed orders than paid ones)",
                Math.max(
                        0,
                        count("orders where event_id = ? and state in ('confirmed', 'partly_refunded')", event.id())
                                - paid));
        none(
                wrong,
                "orders that never ended",
                count("orders where event_id = ? and state in ('pending', 'paid')", event.id()));
        none(wrong, "confirmed orders with too few or too many tickets", count("""
                orders o where o.event_id = ? and o.state = 'confirmed'
                and (select coalesce(sum(l.quantity), 0) from order_line l where l.order_id = o.id)
                 <> (select count(*) from ticket k where k.order_id = o.id and k.state = 'valid')
                """, event.id()));
        none(wrong, "tickets that open a gate for an order that is not confirmed", count("""
                ticket k join orders o on o.id = k.order_id
                where k.event_id = ? and k.state = 'valid' and o.state not in ('confirmed', 'partly_refunded')
                """, event.id()));
        none(wrong, "confirmed orders without exactly one letter", count("""
                orders o where o.event_id = ? and o.state = 'confirmed'
                and (select count(*) from mail_outbox m where m.order_id = o.id and m.kind = 'confirmation') <> 1
                """, event.id()));
        none(
                wrong,
                "tickets of whose making or end the hubs heard not exactly once",
                Math.abs(count("ticket where event_id = ?", event.id())
                        + count("ticket where event_id = ? and state = 'refunded'", event.id())
                        - count("change where kind = 'pass' and body like '%\"' || ? || '\"%'", event.slug())));
        none(wrong, "tickets that stock counts otherwise than they were issued", count("""
                tier t where t.event_id = ? and (select sum(sold) from tier_stock s where s.tier_id = t.id)
                 <> (select count(*) from ticket k where k.tier_id = t.id and k.state = 'valid')
                """, event.id()));
        none(
                wrong,
                "tickets still held",
                count("tier_stock s join tier t on t.id = s.tier_id where s.held <> 0 and t.event_id = ?", event.id()));
        return wrong;
    }

    /** A ticket of the order that opens a gate. */
    Optional<UUID> anyTicket(UUID order) {
        return database.withHandle(handle -> handle.createQuery(
                        "select id from ticket where order_id = :order and state = 'valid' order by line, seq limit 1")
                .bind("order", order)
                .mapTo(UUID.class)
                .findOne());
    }

    private static boolean holdsMoney(Intent intent) {
        return intent.state() == State.SUCCEEDED && !intent.givenBack().equals(intent.received());
    }

    private UUID order(Intent intent) {
        return UUID.fromString(stripe.orderOf(intent.id()));
    }

    private static void none(List<String> wrong, String what, long count) {
        if (count != 0) {
            wrong.add(count + " " + what);
        }
    }

    private long count(String from, Object argument) {
        return database.withHandle(handle -> handle.createQuery("select count(*) from " + from)
                .bind(0, argument)
                .mapTo(Long.class)
                .one());
    }
}
