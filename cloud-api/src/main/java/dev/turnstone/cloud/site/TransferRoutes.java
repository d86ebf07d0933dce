package dev.turnstone.cloud.site;

import dev.turnstone.cloud.event.Evening;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.limit.Door;
import dev.turnstone.cloud.sale.Guest;
import dev.turnstone.cloud.transfer.Transfer;
import dev.turnstone.cloud.transfer.Transfers;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import dev.turnstone.platform.text.Messages.Texts;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** A ticket goes to somebody else: offered on its own page, taken on the page that their letter leads to. */
public final class TransferRoutes implements HttpService {
    private final Jdbi database;
    private final Transfers transfers;
    private final TicketPages pages;
    private final Door door;

    public TransferRoutes(Jdbi database, Transfers transfers, TicketPages pages, Door door) {
        this.database = database;
        this.transfers = transfers;
        this.pages = pages;
        this.door = door;
    }

    /** What somebody is offered; without a token it is not to be had any more. */
    public record OfferPage(Optional<Offer> offer) {}

    /** The offer. */
    public record Offer(Transfer transfer, Event event, Evening evening, String tier) {}

    @Override
    public void routing(HttpRules rules) {
        rules.post("/tickets/{token}/transfer", this::offer);
        rules.post("/tickets/{token}/transfer/undo", this::undo);
        rules.get("/transfers/{token}", this::show);
        rules.post("/transfers/{token}", this::take);
    }

    private Ticket ticket(ServerRequest req) {
        String token = Pages.name(req, "token");
        return database.withHandle(handle -> Tickets.byToken(handle, token))
                .orElseThrow(() -> Problem.notFound("There is no such ticket.").asException());
    }

    private void offer(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Ticket ticket = ticket(req);
        Texts t = Pages.texts(req, res, ticket.language());
        Form form = Body.form(req);
        var to = new Guest(
                form.optional("name").orElse(""), form.optional("email").orElse(""));
        Map<String, String> faults = Pages.faults(t, to.faults());
        if (!faults.isEmpty()) {
            res.status(422);
            pages.answer(res, t, ticket, to, faults);
            return;
        }
        Optional<Duration> wait = door.letter(req, to.email());
        if (wait.isPresent()) {
            pages.answer(
                    res,
                    t,
                    ticket,
                    to,
                    Map.of("send", Pages.tooOften(res, t, wait.get()).getOrDefault("event", "")));
            return;
        }
        switch (transfers.offer(ticket, to)) {
            // Twice the same button: the page says where it is on its way to.
            case YES, ALREADY -> Reply.seeOther(res, address(ticket));
            case STAYS -> refuse(res, t, ticket, to, "send.stays");
            case NOT_GOOD -> refuse(res, t, ticket, to, "ticket.not-good");
        }
    }

    private void refuse(ServerResponse res, Texts t, Ticket ticket, Guest to, String key) {
        res.status(409);
        pages.answer(res, t, ticket, to, Map.of("send", t.get(key)));
    }

    private void undo(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Ticket ticket = ticket(req);
        transfers.takeBack(ticket);
        Reply.seeOther(res, address(ticket));
    }

    private void show(ServerRequest req, ServerResponse res) {
        String token = Pages.name(req, "token");
        Optional<Transfer> transfer = transfers.offered(token);
        Texts t = transfer.map(known -> Pages.texts(req, res, known.language())).orElseGet(() -> Pages.texts(req, res));
        answer(res, t, transfer);
    }

    private void answer(ServerResponse res, Texts t, Optional<Transfer> transfer) {
        Optional<Offer> offer =
                transfer.flatMap(known -> transfers.ticketOf(known).map(ticket -> {
                    Event event = database.withHandle(handle -> Events.byId(handle, ticket.eventId()));
                    return new Offer(known, event, Evening.of(event, t.language()), ticket.tierName(t.language()));
                }));
        res.status(offer.isPresent() ? 200 : 410);
        res.header("Referrer-Policy", "no-referrer");
        Reply.html(
                res,
                Pages.shell(t, t.get("take.title"))
                        .script("/assets/turnstone/busy.js")
                        .bodyClass("taking")
                        .render(Pages.body("transfer", t, new OfferPage(offer))));
    }

    private void take(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        String token = Pages.name(req, "token");
        Optional<Transfer> transfer = transfers.offered(token);
        Texts t = transfer.map(known -> Pages.texts(req, res, known.language())).orElseGet(() -> Pages.texts(req, res));
        Optional<Ticket> taken = transfer.flatMap(known -> transfers.take(known, t.language()));
        if (taken.isPresent()) {
            Reply.seeOther(res, address(taken.get()));
        } else {
            answer(res, t, Optional.empty());
        }
    }

    private static URI address(Ticket ticket) {
        return URI.create("/tickets/" + ticket.token());
    }
}
