package dev.turnstone.rehearsal.control;

import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.ContentPolicy;
import dev.turnstone.platform.http.EventStream;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.rehearsal.guest.GateCamera;
import dev.turnstone.rehearsal.guest.Letters;
import dev.turnstone.rehearsal.guest.Letters.Ticket;
import dev.turnstone.rehearsal.guest.Web;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import dev.turnstone.rehearsal.venue.Cables;
import dev.turnstone.rehearsal.venue.Outlet;
import dev.turnstone.rehearsal.venue.Part;
import dev.turnstone.rehearsal.venue.Ports;
import dev.turnstone.rehearsal.venue.Venue;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One page with links to everything, the state of each part, and hands for what a person would do at the venue. */
public final class ControlPage implements AutoCloseable {
    private static final HeaderName SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final int LARGEST_PICTURE = 8 * 1024 * 1024;

    private final Venue venue;
    private final EventStream events = new EventStream();
    private final Web web = new Web();
    private final HttpShell shell;

    private ControlPage(Venue venue) {
        this.venue = venue;
        Ports ports = venue.ports();
        ContentPolicy policy = ContentPolicy.strict()
                .frame(origin(ports.uri(Outlet.GATE_A)))
                .frame(origin(ports.uri(Outlet.GATE_B)))
                .frame(origin(ports.uri(Outlet.DASHBOARD)));
        this.shell = HttpShell.named("control")
                .listen("127.0.0.1", ports.of(Outlet.CONTROL))
                .policy(policy)
                .routes(this::routing)
                .start();
        venue.watch(view -> tell());
        tell();
    }

    public static ControlPage start(Venue venue) {
        return new ControlPage(venue);
    }

    public URI uri() {
        return shell.uri();
    }

    @Override
    public void close() {
        events.close();
        shell.close();
        web.close();
    }

    private void routing(HttpRules rules) {
        rules.get("/", this::page)
                .get("/events", events::serve)
                .post("/gates/{gate}/show", mine(this::showNewest))
                .post("/gates/{gate}/frames", mine(this::showPicture))
                .post("/parts/{part}/cut", mine((req, res) -> power(req, res, false)))
                .post("/parts/{part}/power", mine((req, res) -> power(req, res, true)))
                .post("/cables/{cable}/pull", mine((req, res) -> cable(req, res, false)))
                .post("/cables/{cable}/plug", mine((req, res) -> cable(req, res, true)));
    }

    /** Everything that the page shows and that changes. */
    public record Model(List<PartCard> parts, boolean hubPlugged, boolean cloudPlugged) {}

    private Model model() {
        Cables cables = venue.cables();
        return new Model(
                venue.parts().stream().map(part -> PartCard.of(part.view())).toList(),
                cables.isHubPlugged(),
                cables.isCloudPlugged());
    }

    private void tell() {
        events.publishLatest("venue", model());
    }

    private void page(ServerRequest req, ServerResponse res) {
        Ports ports = venue.ports();
        Map<String, Object> values = Map.of(
                "model", model(),
                "shop", ports.uri(Outlet.CLOUD).resolve("/e/maguey-saturday").toString(),
                "mailbox", ports.uri(Outlet.MAILBOX).toString(),
                "stripe", ports.uri(Outlet.STRIPE).toString(),
                "dashboard", ports.uri(Outlet.DASHBOARD).toString(),
                "gateA", ports.uri(Outlet.GATE_A).toString(),
                "gateB", ports.uri(Outlet.GATE_B).toString(),
                "staff", Venue.STAFF,
                "pin", venue.staffPin());
        Reply.html(
                res,
                PageShell.titled("Turnstone · Rehearsal")
                        .style("/assets/rehearsal/control/control.css")
                        .script("/assets/rehearsal/control/control.js")
                        .bodyClass("control")
                        .render(Templates.render("rehearsal/control/control.jte", values)));
    }

    private void showNewest(ServerRequest req, ServerResponse res) throws InterruptedException {
        GateCamera camera = camera(req);
        try {
            URI mailbox = venue.ports().uri(Outlet.MAILBOX);
            Ticket ticket = new Letters(web, mailbox)
                    .newest()
                    .orElseThrow(() -> Problem.conflict("No ticket has been mailed yet: buy one first.")
                            .asException());
            camera.show(ticket.picture());
            Reply.json(res, Map.of("said", "Held before the camera: “" + ticket.subject() + "”."));
        } catch (Disappointed e) {
            throw away(e);
        }
    }

    private void showPicture(ServerRequest req, ServerResponse res) throws InterruptedException {
        byte[] picture = Body.bytes(req, LARGEST_PICTURE);
        try {
            camera(req).show(picture);
            Reply.json(res, Map.of("said", "Held before the camera."));
        } catch (Disappointed e) {
            throw away(e);
        }
    }

    private void power(ServerRequest req, ServerResponse res, boolean on) {
        Part part = venue.part(req.path().pathParameters().get("part"))
                .orElseThrow(() -> Problem.notFound("There is no such part.").asException());
        if (on) {
            part.powerOn();
        } else {
            part.cutPower();
        }
        Reply.json(res, Map.of("said", part.plan().title() + (on ? " has power again." : " has lost its power.")));
    }

    private void cable(ServerRequest req, ServerResponse res, boolean plugged) {
        String name = req.path().pathParameters().get("cable");
        switch (name) {
            case "hub" -> venue.cables().hub(plugged);
            case "cloud" -> venue.cables().cloud(plugged);
            default -> throw Problem.notFound("There is no such cable.").asException();
        }
        tell();
        Reply.json(res, Map.of("said", "The cable to the " + name + (plugged ? " is in again." : " is pulled.")));
    }

    private GateCamera camera(ServerRequest req) {
        Outlet gate = switch (req.path().pathParameters().get("gate")) {
            case "a" -> Outlet.GATE_A;
            case "b" -> Outlet.GATE_B;
            default -> throw Problem.notFound("There is no such gate.").asException();
        };
        return new GateCamera(web, venue.ports().uri(gate));
    }

    /** Only this very page may move the venue: any site that is open in the same browser could reach the port. */
    private static Handler mine(Handler handler) {
        return (req, res) -> {
            String site = req.headers().value(SITE).orElse("none");
            if (!site.equals("same-origin") && !site.equals("none")) {
                throw Problem.forbidden("This is moved from its own page only.").asException();
            }
            handler.handle(req, res);
        };
    }

    private static RuntimeException away(Disappointed e) {
        return Problem.unavailable(String.valueOf(e.getMessage()), Duration.ofSeconds(2))
                .asException();
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
