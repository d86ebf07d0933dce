package dev.turnstone.cloud.mail;

import dev.turnstone.cloud.event.Evening;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.issuing.QrPicture;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.mail.Letter.Attachment;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.platform.text.Messages.Texts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Writes the letters about an order, in its buyer's language. The same order gives the same letter, byte for byte. */
public final class OrderLetters {
    private static final int PIXELS_PER_MODULE = 8;

    private final String from;
    private final URI publicUri;
    private final Messages messages;
    private final Notices notices;
    private final TicketLetters ticketLetters;
    private final WaitlistLetters waitlistLetters;

    public OrderLetters(String from, URI publicUri, Messages messages) {
        this.from = from;
        this.publicUri = publicUri;
        this.messages = messages;
        this.notices = new Notices(from, publicUri);
        this.ticketLetters = new TicketLetters(notices, messages);
        this.waitlistLetters = new WaitlistLetters(notices, messages);
    }

    /** What the template shows of one ticket. */
    public record TicketView(String contentId, String tier, String shortCode, String picture, boolean live) {}

    /** What the template shows. */
    public record View(Texts t, Order order, Event event, Evening evening, String page, List<TicketView> tickets) {}

    Letter write(Handle handle, Outbox.Waiting waiting) {
        return switch (waiting.kind()) {
            case TRANSFER, TRANSFER_TAKEN, TICKET -> ticketLetters.write(handle, waiting);
            case WAITLIST, WAITLIST_OFFER -> waitlistLetters.write(handle, waiting);
            case CONFIRMATION, REFUND, LATE_REFUND, OWNER_TICKETS, OWNER_REFUND, OWNER_DISPUTE ->
                ofOrder(handle, waiting);
        };
    }

    private Letter ofOrder(Handle handle, Outbox.Waiting waiting) {
        Order order =
                Orders.byId(handle, Objects.requireNonNull(waiting.order())).orElseThrow();
        Event event = Events.byId(handle, order.eventId());
        Texts t = messages.in(order.language());
        String page = publicUri.resolve("/orders/" + order.token()).toString();
        Evening evening = Evening.of(event, order.language());
        return switch (waiting.kind()) {
            case CONFIRMATION -> confirmation(handle, waiting, order, event, evening, page, t);
            case REFUND -> refund(waiting, order, event, "refund", new View(t, order, event, evening, page, List.of()));
            case LATE_REFUND ->
                refund(waiting, order, event, "late-refund", new View(t, order, event, evening, page, List.of()));
            case OWNER_TICKETS, OWNER_REFUND, OWNER_DISPUTE -> toOwner(waiting, order, event, t);
            case TRANSFER, TRANSFER_TAKEN, TICKET, WAITLIST, WAITLIST_OFFER ->
                throw new IllegalArgumentException("not of an order as a whole");
        };
    }

    private Letter toOwner(Outbox.Waiting waiting, Order order, Event event, Texts t) {
        String key = "mail." + waiting.kind().word() + ".";
        return notices.notice(
                waiting,
                t,
                t.get(key + "heading") + " · " + order.number(),
                t.get(key + "told", order.number(), event.name(), amount(order)),
                "/owner/orders/" + order.id(),
                t.get("mail.owner.open"));
    }

    private Letter refund(Outbox.Waiting waiting, Order order, Event event, String words, View view) {
        String told = view.t().get("mail." + words + ".note", event.name(), amount(order));
        return new Letter(
                waiting.id(),
                from,
                waiting.recipient(),
                view.t().get("mail.refund.subject", event.name()),
                Templates.render("cloud/mail/refund.jte", Map.of("view", view, "told", told)),
                view.t().get("mail.refund.text", order.guestName(), told),
                List.of());
    }

    private Letter confirmation(
            Handle handle, Outbox.Waiting waiting, Order order, Event event, Evening evening, String page, Texts t) {
        List<TicketView> views = new ArrayList<>();
        List<Attachment> attachments = new ArrayList<>();
        StringBuilder codes = new StringBuilder();
        for (Ticket ticket : Tickets.ofOrder(handle, order.id())) {
            if (ticket.sentOn()) {
                // Somebody else's by now: its address is none of the buyer's business.
                continue;
            }
            String name = "ticket-" + (views.size() + 1);
            String tier = ticket.tierName(order.language());
            // A picture of a live ticket opens no gate: its reader gets the way to the page that shows it moving.
            String address = "/tickets/" + ticket.token() + (ticket.live() ? "" : "/qr.png");
            String picture = publicUri.resolve(address).toString();
            views.add(new TicketView(name, tier, ticket.shortCode(), picture, ticket.live()));
            if (!ticket.live()) {
                attachments.add(new Attachment(
                        name + ".png", "image/png", name, QrPicture.png(ticket.pass(), PIXELS_PER_MODULE)));
            }
            codes.append(tier)
                    .append(" · ")
                    .append(ticket.shortCode())
                    .append('\n')
                    .append(picture)
                    .append("\n\n");
        }
        View view = new View(t, order, event, evening, page, views);
        return new Letter(
                waiting.id(),
                from,
                waiting.recipient(),
                t.get("mail.confirmation.subject", event.name()),
                Templates.render("cloud/mail/confirmation.jte", Map.of("view", view)),
                t.get(
                        "mail.confirmation.text",
                        order.guestName(),
                        event.name(),
                        evening.day(),
                        evening.opens(),
                        event.venueName(),
                        event.venueAddress(),
                        page,
                        codes.toString().strip(),
                        order.number(),
                        amount(order)),
                attachments);
    }

    private static String amount(Order order) {
        return order.total().in(order.language());
    }
}
