package dev.turnstone.hub.order;

import dev.turnstone.hub.device.DeviceRegistry;
import dev.turnstone.hub.order.Lanes.Way;
import dev.turnstone.hub.order.OrderPage.Drawing;
import dev.turnstone.hub.page.HubPage;
import dev.turnstone.hub.staff.AuditLog;
import dev.turnstone.hub.staff.Power;
import dev.turnstone.hub.staff.SignedIn;
import dev.turnstone.hub.staff.StaffDoor;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.EventStream;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.text.Messages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The pages that give commands: one of each lane, and those of the whole venue. Each works without a script. */
public final class OrderRoutes implements AutoCloseable {
    private static final int SHOWN = 12;
    private static final int LONGEST_TEXT = 120;

    private final Orders orders;
    private final Lanes lanes;
    private final AuditLog audit;
    private final StaffDoor door;
    private final Supplier<ZoneId> zone;
    private final EventStream news = new EventStream();

    public OrderRoutes(Orders orders, DeviceRegistry devices, AuditLog audit, StaffDoor door, Supplier<ZoneId> zone) {
        this.orders = orders;
        this.lanes = new Lanes(devices);
        this.audit = audit;
        this.door = door;
        this.zone = zone;
        orders.onChange(this::changed);
    }

    public void routing(HttpRules rules) {
        rules.get("/lanes/{lane}", this::lane)
                .post("/lanes/{lane}", this::order)
                .get("/lanes/{lane}/now", this::laneNow)
                .get("/lanes/{lane}/emergency", this::sureOfLane)
                .get("/emergency", (req, res) -> sure(req, res, Everywhere.EMERGENCY))
                .post("/emergency", (req, res) -> everywhere(req, res, Everywhere.EMERGENCY))
                .get("/lockdown", (req, res) -> sure(req, res, Everywhere.LOCKDOWN))
                .post("/lockdown", (req, res) -> everywhere(req, res, Everywhere.LOCKDOWN))
                .get("/reopen", (req, res) -> sure(req, res, Everywhere.REOPEN))
                .post("/reopen", (req, res) -> everywhere(req, res, Everywhere.REOPEN))
                .get("/orders", this::orders)
                .get("/orders/now", this::ordersNow)
                .get("/orders/events", this::events);
    }

    /** A device has said something: whoever watches a lane looks again. */
    public void changed() {
        news.publish("changed", Map.of());
    }

    /** What can be done to every lane at once, each after a second step. */
    private enum Everywhere {
        EMERGENCY("emergency", Action.EMERGENCY_RELEASE, Power.FREE_EVERYONE),
        LOCKDOWN("lockdown", Action.OUT_OF_SERVICE, Power.LOCK_DOWN),
        REOPEN("reopen", Action.LOCK, Power.LOCK_DOWN);

        private final String word;
        private final Action action;
        private final Power power;

        Everywhere(String word, Action action, Power power) {
            this.word = word;
            this.action = action;
            this.power = power;
        }
    }

    // ---- one lane ------------------------------------------------------------------------------------------------

    private void lane(ServerRequest req, ServerResponse res) {
        Way way = way(req);
        Optional<SignedIn> who = door.page(req, res, Power.WATCH);
        if (who.isEmpty()) {
            return;
        }
        Drawing drawing = drawing(req, who.get());
        Map<String, Object> shown = shown(drawing);
        shown.put("page", page(way, drawing));
        View view = new View(
                drawing.texts().get("lane.page", way.lane()), "/lanes/" + way.lane() + "/now", "hub/lane-page.jte");
        view.draw(req, res, shown);
    }

    private void laneNow(ServerRequest req, ServerResponse res) {
        Drawing drawing = drawing(req, door.watching(req));
        Reply.html(
                res,
                Templates.render(
                        "hub/lane-now.jte", Map.of("texts", drawing.texts(), "page", page(way(req), drawing))));
    }

    private OrderPage page(Way way, Drawing drawing) {
        return OrderPage.of(way, audit.newestOf(way.lane(), SHOWN), drawing);
    }

    private void order(ServerRequest req, ServerResponse res) {
        Way way = way(req);
        Form form = Body.form(req);
        Messages.Texts texts = HubPage.texts(req);
        Action action = Action.of(form.text("action"))
                .orElseThrow(() -> Problem.invalid(texts.get("order.unknown")).asException());
        Optional<SignedIn> who = door.acting(req, res, form, action.power(), "/lanes/" + way.lane());
        if (who.isEmpty()) {
            return;
        }
        Optional<String> text = action.hasText() ? Optional.of(text(form, texts)) : Optional.empty();
        orders.place(who.get().person(), action, way, text);
        Reply.seeOther(res, URI.create("/lanes/" + way.lane()));
    }

    private static String text(Form form, Messages.Texts texts) {
        String text = form.text("text");
        if (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(texts.get("order.tooLong", LONGEST_TEXT)).asException();
        }
        return text;
    }

    private Way way(ServerRequest req) {
        return lanes.find(req.path().pathParameters().get("lane"))
                .orElseThrow(() ->
                        Problem.notFound(HubPage.texts(req).get("order.noLane")).asException());
    }

    // ---- what needs a second step --------------------------------------------------------------------------------

    private void sureOfLane(ServerRequest req, ServerResponse res) {
        Way way = way(req);
        Optional<SignedIn> who = door.page(req, res, Power.FREE_EVERYONE);
        if (who.isPresent()) {
            confirm(
                    req,
                    res,
                    drawing(req, who.get()),
                    new Question("lane-emergency", "/lanes/" + way.lane(), List.of(way)));
        }
    }

    private void sure(ServerRequest req, ServerResponse res, Everywhere deed) {
        Optional<SignedIn> who = door.page(req, res, deed.power);
        if (who.isPresent()) {
            confirm(req, res, drawing(req, who.get()), new Question(deed.word, "/" + deed.word, lanes.all()));
        }
    }

    /** @param word which question it is, in the texts */
    private record Question(String word, String address, List<Way> ways) {}

    /** One lane among those that it is about. */
    public record Affected(String gate, String lane, String trouble) {}

    private void confirm(ServerRequest req, ServerResponse res, Drawing drawing, Question question) {
        Map<String, Object> shown = shown(drawing);
        shown.put("word", question.word);
        shown.put("address", question.address);
        shown.put(
                "lanes",
                question.ways.stream()
                        .map(way -> new Affected(
                                way.gate(), way.lane(), page(way, drawing).trouble()))
                        .toList());
        new View(drawing.texts().get("sure." + question.word), "", "hub/sure.jte").draw(req, res, shown);
    }

    private void everywhere(ServerRequest req, ServerResponse res, Everywhere deed) {
        Optional<SignedIn> who = door.acting(req, res, Body.form(req), deed.power, "/" + deed.word);
        if (who.isEmpty()) {
            return;
        }
        // A lane's kiosk and its controller both free it: whichever of the two is heard.
        List<Way> ways = deed == Everywhere.EMERGENCY ? lanes.ways() : lanes.all();
        orders.placeEverywhere(who.get().person(), deed.word, deed.action, ways);
        Reply.seeOther(res, URI.create("/orders"));
    }

    // ---- what was ordered ----------------------------------------------------------------------------------------

    private void orders(ServerRequest req, ServerResponse res) {
        Optional<SignedIn> who = door.page(req, res, Power.WATCH);
        if (who.isEmpty()) {
            return;
        }
        Drawing drawing = drawing(req, who.get());
        Map<String, Object> shown = shown(drawing);
        shown.put("ordered", ordered(drawing));
        new View(drawing.texts().get("orders.title"), "/orders/now", "hub/orders.jte").draw(req, res, shown);
    }

    private void ordersNow(ServerRequest req, ServerResponse res) {
        Drawing drawing = drawing(req, door.watching(req));
        Reply.html(
                res,
                Templates.render(
                        "hub/ordered.jte",
                        Map.of("texts", drawing.texts(), "ordered", ordered(drawing), "lanes", true)));
    }

    private List<OrderPage.Ordered> ordered(Drawing drawing) {
        return OrderPage.ordered(
                audit.newest(4 * SHOWN).stream()
                        .filter(entry -> !entry.action().startsWith("sign-"))
                        .toList(),
                drawing);
    }

    private void events(ServerRequest req, ServerResponse res) {
        door.watching(req);
        news.serve(req, res, () -> door.isWatching(req));
    }

    private Drawing drawing(ServerRequest req, SignedIn who) {
        return new Drawing(who, HubPage.texts(req), zone.get());
    }

    private static Map<String, Object> shown(Drawing drawing) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("texts", drawing.texts());
        shown.put("who", drawing.who());
        return shown;
    }

    /** @param now where the part of it that changes is fetched again; empty = nothing does */
    private record View(String title, String now, String template) {
        void draw(ServerRequest req, ServerResponse res, Map<String, Object> shown) {
            PageShell shell = HubPage.titled(req, title).script("/assets/hub/staff.js");
            if (!now.isEmpty()) {
                shell = shell.script("/assets/hub/orders.js")
                        .data("now", now)
                        .data("lost", HubPage.texts(req).get("orders.lost"));
            }
            Reply.html(res, shell.render(Templates.render(template, shown)));
        }
    }

    @Override
    public void close() {
        news.close();
    }
}
