package dev.turnstone.cloud.site;

import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.issuing.LiveSecrets;
import dev.turnstone.cloud.issuing.QrPicture;
import dev.turnstone.cloud.issuing.Reissues;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.page.Assets;
import dev.turnstone.platform.text.Messages.Texts;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/**
 * One ticket on its holder's phone: it opens without a network once it was opened, and of a live ticket it shows the code
 * of the moment. Whoever has the address has the ticket.
 */
public final class TicketRoutes implements HttpService {
    private static final int PIXELS_PER_MODULE = 10;
    private static final String WORKER = "/assets/cloud/ticket-worker.js";

    /** 16 bytes in Base64, as a page draws its own name. */
    private static final Pattern HOLDER = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private final Jdbi database;
    private final LiveSecrets secrets;
    private final Reissues reissues;
    private final TicketPages pages;
    private final InstantSource clock;

    public TicketRoutes(Jdbi database, LiveSecrets secrets, Reissues reissues, TicketPages pages, InstantSource clock) {
        this.database = database;
        this.pages = pages;
        this.secrets = secrets;
        this.reissues = reissues;
        this.clock = clock;
    }

    /** A page says who it is. */
    public record Asking(String holder) {}

    /** Our time, by which a phone corrects its own. */
    public record Time(long now) {}

    /** What a page keeps of a live ticket; times in milliseconds since 1970. */
    public record LivePass(String pass, String secret, int version, long epoch, long stepMs, int steps, long now) {}

    /** What a browser wants to know of an application that it puts beside the others. */
    public record Manifest(
            String name,
            String short_name,
            String id,
            String start_url,
            String scope,
            String display,
            String lang,
            String background_color,
            String theme_color,
            List<Icon> icons) {}

    /** Drawn for any size. */
    public record Icon(String src, String sizes, String type, String purpose) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/tickets/worker.js", this::worker);
        rules.get("/tickets/{token}", this::show);
        rules.get("/tickets/{token}/qr.png", this::picture);
        rules.get("/tickets/{token}/app.webmanifest", this::manifest);
        rules.get("/tickets/{token}/time", this::time);
        rules.post("/tickets/{token}/live", this::hand);
        rules.post("/tickets/{token}/live/kept", this::kept);
        rules.post("/tickets/{token}/reissue", this::reissue);
    }

    private Ticket ticket(ServerRequest req) {
        String token = Pages.name(req, "token");
        return database.withHandle(handle -> Tickets.byToken(handle, token))
                .orElseThrow(() -> Problem.notFound("There is no such ticket.").asException());
    }

    private void show(ServerRequest req, ServerResponse res) {
        Ticket ticket = ticket(req);
        pages.answer(res, Pages.texts(req, res, ticket.language()), ticket);
    }

    /** Served from beside the tickets, since a worker may look after nothing above its own address. */
    private void worker(ServerRequest req, ServerResponse res) {
        var asset = Assets.find(WORKER).orElseThrow();
        res.header(HeaderNames.CACHE_CONTROL, "no-cache");
        Reply.bytes(res, asset.contentType(), asset.content());
    }

    private void manifest(ServerRequest req, ServerResponse res) {
        Ticket ticket = ticket(req);
        Event event = database.withHandle(handle -> Events.byId(handle, ticket.eventId()));
        String address = "/tickets/" + ticket.token();
        var manifest = new Manifest(
                event.name(),
                event.name(),
                address,
                address,
                "/tickets/",
                "standalone",
                ticket.language().tag(),
                "#0E1116",
                "#0E1116",
                List.of(new Icon("/assets/turnstone/icon.svg", "any", "image/svg+xml", "any")));
        Reply.bytes(res, "application/manifest+json", Json.bytes(manifest));
    }

    private void time(ServerRequest req, ServerResponse res) {
        Reply.json(res, new Time(clock.millis()));
    }

    private void picture(ServerRequest req, ServerResponse res) {
        Ticket ticket = ticket(req);
        if (!ticket.valid()) {
            throw Problem.notFound("This ticket is not good any more.").asException();
        }
        res.header("Cache-Control", "private, no-cache");
        Reply.bytes(res, "image/png", QrPicture.png(ticket.pass(), PIXELS_PER_MODULE));
    }

    private void hand(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Ticket ticket = ticket(req);
        String holder = holder(req);
        LiveSecrets.Given given = secrets.hand(ticket, holder)
                .orElseThrow(() ->
                        Problem.conflict("This ticket is on another phone.").asException());
        LiveSchedule times = given.schedule();
        Reply.json(
                res,
                new LivePass(
                        given.pass(),
                        Base64.getEncoder().encodeToString(given.secret().bytes()),
                        given.version(),
                        times.epoch().toEpochMilli(),
                        times.step().toMillis(),
                        times.steps(),
                        clock.millis()));
    }

    private void kept(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Ticket ticket = ticket(req);
        secrets.kept(ticket, holder(req));
        Reply.noContent(res);
    }

    private static String holder(ServerRequest req) {
        String holder = Body.json(req, Asking.class).holder();
        if (!HOLDER.matcher(holder).matches()) {
            throw Problem.invalid("The page does not say who it is.")
                    .at("/holder", "must be 16 bytes in Base64")
                    .asException();
        }
        return holder;
    }

    private void reissue(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Ticket ticket = ticket(req);
        Texts t = Pages.texts(req, res, ticket.language());
        switch (reissues.again(ticket)) {
            case DONE -> Reply.noContent(res);
            case TOO_OFTEN -> throw Problem.conflict(t.get("ticket.too-often")).asException();
            case NOT_GOOD -> throw Problem.conflict(t.get("ticket.not-good")).asException();
        }
    }
}
