package dev.turnstone.cloud.site;

import dev.turnstone.cloud.event.Evening;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.payment.Payment;
import dev.turnstone.cloud.payment.PaymentTrouble;
import dev.turnstone.cloud.payment.Settlement;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages.Texts;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page of one order, from its hold to its tickets. What it shows follows from the tables alone, so that a reload at
 * any moment shows where the buyer stands.
 */
public final class OrderRoutes implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(OrderRoutes.class);
    private static final int LONGEST_NAME = 120;

    private final Jdbi database;
    private final Settlement settlement;
    private final SiteSettings settings;
    private final InstantSource clock;

    public OrderRoutes(Jdbi database, Settlement settlement, SiteSettings settings, InstantSource clock) {
        this.database = database;
        this.settlement = settlement;
        this.settings = settings;
        this.clock = clock;
    }

    /** Which face the order's page shows. */
    public enum Face {
        /** Held: pay. */
        PAY,
        /** Something was paid, or may have been; wait. */
        WAIT,
        /** The tickets. */
        TICKETS,
        /** The hold ran out, or it was given up. */
        GONE,
        /** The money went back. */
        REFUNDED
    }

    /** One line of the bill. */
    public record BillLine(String what, int quantity, String amount) {}

    /** One ticket of the page. */
    public record TicketView(Ticket ticket, String tier, int number, int of) {}

    /** The page. */
    public record OrderPage(
            Order order,
            Event event,
            Evening evening,
            Face face,
            List<BillLine> lines,
            String fee,
            String discount,
            String total,
            boolean payable,
            boolean beforeDoors,
            List<TicketView> tickets) {}

    /** What a waiting page asks for. */
    public record StateAnswer(String state, String face) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/orders/{token}", this::show);
        rules.get("/orders/{token}/state", this::state);
        rules.post("/orders/{token}/settle", this::settle);
        rules.get("/orders/{token}/calendar.ics", this::calendar);
        rules.post("/tickets/{token}/attendee", this::rename);
    }

    private Order order(ServerRequest req) {
        String token = Pages.name(req, "token");
        return database.withHandle(handle -> Orders.byToken(handle, token))
                .orElseThrow(() -> Problem.notFound("There is no such order.").asException());
    }

    private void show(ServerRequest req, ServerResponse res) {
        Order order = order(req);
        boolean returning = req.query().contains("payment_intent");
        Face face = face(order, returning);
        Optional<Payment> payment = face == Face.PAY ? payment(order) : Optional.empty();
        Texts t = Pages.texts(req, res, order.language());
        OrderPage page = page(order, face, payment.isPresent(), t.language());
        PageShell shell = Pages.shell(
                        t, t.get("order.title." + face.name(), page.event().name()))
                .script("/assets/cloud/order.js")
                .bodyClass("ordering")
                .data("face", face.name())
                .data("order", "/orders/" + order.token());
        payment.ifPresent(open -> shell.data(
                        "stripe-script", settings.stripeScript().toString())
                .data("stripe-key", settings.publishableKey())
                .data("client-secret", java.util.Objects.requireNonNullElse(open.clientSecret(), ""))
                .data(
                        "return-uri",
                        settings.publicUri().resolve("/orders/" + order.token()).toString()));
        res.header("Referrer-Policy", "no-referrer");
        Reply.html(res, shell.render(Pages.body("order", t, page)));
    }

    /** Whoever has the ticket may say who comes with it, until doors. */
    private void rename(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        String token = Pages.name(req, "token");
        String name = Body.form(req).optional("name").orElse("").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("The name does not fit.")
                    .at("/name", "must have 1 to " + LONGEST_NAME + " characters")
                    .asException();
        }
        Order order = database.withHandle(handle ->
                        Tickets.byToken(handle, token).flatMap(ticket -> Orders.byId(handle, ticket.orderId())))
                .orElseThrow(() -> Problem.notFound("There is no such ticket.").asException());
        boolean renamed = database.inTransaction(handle -> Tickets.rename(handle, token, name, clock.instant()));
        if (!renamed) {
            throw Problem.conflict("Doors are open, or the ticket is not good any more: the name stays.")
                    .asException();
        }
        Reply.seeOther(res, URI.create("/orders/" + order.token()));
    }

    private void calendar(ServerRequest req, ServerResponse res) {
        Order order = order(req);
        Event event = database.withHandle(handle -> Events.byId(handle, order.eventId()));
        String file = CalendarFile.of(
                order, event, settings.publicUri().resolve("/orders/" + order.token()), clock.instant());
        res.header("Content-Disposition", "attachment; filename=\"" + event.slug() + ".ics\"");
        Reply.bytes(res, "text/calendar; charset=utf-8", file.getBytes(StandardCharsets.UTF_8));
    }

    private Face face(Order order, boolean returning) {
        return switch (order.state()) {
            case CONFIRMED, PARTLY_REFUNDED -> Face.TICKETS;
            case PAID, AWAITING_APPROVAL -> Face.WAIT;
            case EXPIRED, CANCELLED -> Face.GONE;
            case REFUNDED -> Face.REFUNDED;
            // After its end the hold is settled by the sweeper: until it has, nobody may say that nothing was paid.
            case PENDING -> returning || !order.heldAt(clock.instant()) ? Face.WAIT : Face.PAY;
        };
    }

    private Optional<Payment> payment(Order order) {
        try {
            return settlement.open(order);
        } catch (PaymentTrouble e) {
            LOG.warn("order {}: the payment cannot be opened yet", order.number(), e);
            return Optional.empty();
        }
    }

    private OrderPage page(Order order, Face face, boolean payable, Language language) {
        return database.withHandle(handle -> {
            Event event = Events.byId(handle, order.eventId());
            List<Ticket> tickets = face == Face.TICKETS ? Tickets.ofOrder(handle, order.id()) : List.of();
            List<TicketView> views = java.util.stream.IntStream.range(0, tickets.size())
                    .mapToObj(at ->
                            new TicketView(tickets.get(at), tickets.get(at).tierName(language), at + 1, tickets.size()))
                    .toList();
            List<BillLine> lines = order.lines().stream()
                    .map(line -> new BillLine(
                            line.tierName(language),
                            line.quantity(),
                            line.amount().in(language)))
                    .toList();
            return new OrderPage(
                    order,
                    event,
                    Evening.of(event, language, clock.instant()),
                    face,
                    lines,
                    order.fee().minor() == 0 ? "" : order.fee().in(language),
                    order.discount().minor() == 0 ? "" : "−" + order.discount().in(language),
                    order.total().in(language),
                    payable,
                    clock.instant().isBefore(event.opens()),
                    views);
        });
    }

    private void state(ServerRequest req, ServerResponse res) {
        Order order = order(req);
        Reply.json(res, new StateAnswer(order.state().word(), face(order, true).name()));
    }

    /** The guest's browser says that the payment went through: look now, instead of waiting for the webhook. */
    private void settle(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Order order = order(req);
        try {
            settlement.settle(order.id());
        } catch (PaymentTrouble e) {
            throw Problem.unavailable(
                            "The payment cannot be checked just now; it is tried again.", Duration.ofSeconds(2))
                    .asException();
        }
        state(req, res);
    }
}
