package dev.turnstone.cloud.owner;

import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.OrderState;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.platform.text.Language;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** One order as its owner sees it: whose, what, which tickets, and everything that happened to its money. */
public record OrderView(
        UUID id,
        String number,
        String guest,
        String email,
        String state,
        String total,
        String made,
        boolean refundable,
        List<Ticket> tickets,
        List<String> history) {

    static Optional<OrderView> read(Handle handle, UUID id) {
        return Orders.byId(handle, id).map(order -> of(handle, order));
    }

    private static OrderView of(Handle handle, Order order) {
        return new OrderView(
                order.id(),
                order.number(),
                order.guestName(),
                order.guestEmail(),
                order.state().word().replace('_', ' '),
                order.total().in(Language.EN),
                order.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                order.state() == OrderState.CONFIRMED || order.state() == OrderState.PARTLY_REFUNDED,
                Tickets.ofOrder(handle, order.id()),
                history(handle, order.id()));
    }

    private static List<String> history(Handle handle, UUID order) {
        return handle.createQuery("""
                        select said from (
                          select created_at at, 'payment asked for, now ' || replace(state, '_', ' ')
                                 || coalesce(', ' || intent, '') said from payment where order_id = :order
                          union all
                          select failed_at, 'attempt failed: ' || coalesce(nullif(decline_code, ''), code, '')
                            from payment_failures where order_id = :order
                          union all
                          select r.asked_at, 'refund ' || r.state || coalesce(', ' || r.provider_id, '')
                                 || coalesce(': ' || r.error, '')
                            from refund r join payment p on p.id = r.payment_id where p.order_id = :order
                          union all
                          select d.seen_at, 'disputed (' || d.reason || '), now ' || replace(d.state, '_', ' ')
                            from dispute d join payment p on p.id = d.payment_id where p.order_id = :order
                          union all
                          select s.shown_at, 'ticket ' || coalesce(t.short_code, t.id::text) || ' shown at gate '
                                 || s.gate || ', ' || s.direction || ': ' || replace(s.settlement, '-', ' ')
                            from ticket t join presentation s on s.pass_number = t.pass_number
                            where t.order_id = :order
                          union all
                          select created_at, 'letter (' || kind || ') to ' || recipient || ': ' || state
                            from mail_outbox where order_id = :order) happened order by at
                        """).bind("order", order).mapTo(String.class).list();
    }
}
