package dev.turnstone.cloud.site;

import dev.turnstone.cloud.event.Evening;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.issuing.LiveSecrets;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.sale.Guest;
import dev.turnstone.cloud.transfer.Transfer;
import dev.turnstone.cloud.transfer.Transfers;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.text.Messages.Texts;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Draws the page of one ticket, for whoever has its address. */
public final class TicketPages {
    private final Jdbi database;
    private final LiveSecrets secrets;
    private final Transfers transfers;
    private final InstantSource clock;

    public TicketPages(Jdbi database, LiveSecrets secrets, Transfers transfers, InstantSource clock) {
        this.database = database;
        this.secrets = secrets;
        this.transfers = transfers;
        this.clock = clock;
    }

    /** The page, with whom the ticket is to go to as it was typed, and what was wrong with that. */
    public record TicketPage(
            Ticket ticket,
            Event event,
            Evening evening,
            String tier,
            String codesFrom,
            boolean sendable,
            String onItsWayTo,
            Guest to,
            Map<String, String> faults) {
        public String fault(String field) {
            return faults.getOrDefault(field, "");
        }
    }

    void answer(ServerResponse res, Texts t, Ticket ticket) {
        answer(res, t, ticket, new Guest("", ""), Map.of());
    }

    void answer(ServerResponse res, Texts t, Ticket ticket, Guest to, Map<String, String> faults) {
        Event event = database.withHandle(handle -> Events.byId(handle, ticket.eventId()));
        Optional<Transfer> open = transfers.open(ticket);
        var page = new TicketPage(
                ticket,
                event,
                Evening.of(event, t.language()),
                ticket.tierName(t.language()),
                secrets.schedule(ticket)
                        .map(times -> Evening.time(times.startOf(1), event.zone(), t.language()))
                        .orElse(""),
                ticket.state().equals("valid") && open.isEmpty() && event.sells(clock.instant()),
                open.map(transfer -> transfer.toName() + " · " + transfer.toEmail())
                        .orElse(""),
                to,
                faults);
        PageShell shell = Pages.shell(t, t.get("ticket.title", event.name()))
                .manifest("/tickets/" + ticket.token() + "/app.webmanifest")
                .script("/assets/turnstone/busy.js")
                .script("/assets/cloud/ticket.js")
                .bodyClass("holding")
                .data("ticket", "/tickets/" + ticket.token())
                .data("version", String.valueOf(ticket.version()));
        if (ticket.live() && ticket.valid()) {
            shell.data("live", "yes").data("handed", secrets.handed(ticket) ? "yes" : "no");
        }
        res.header("Referrer-Policy", "no-referrer");
        Reply.html(res, shell.render(Pages.body("ticket", t, page)));
    }
}
