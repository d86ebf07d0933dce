package dev.turnstone.hub.staff;

import dev.turnstone.hub.page.HubPage;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.secret.Guard.Entry;
import dev.turnstone.platform.text.Messages;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Signing in and out, and who did what. */
public final class StaffRoutes {
    private static final Duration A_SHIFT = Duration.ofHours(12);
    private static final int LINES = 200;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");

    private final StaffDoor door;
    private final StaffStore store;
    private final Supplier<ZoneId> zone;

    /** @param zone where the venue's clocks are */
    public StaffRoutes(StaffDoor door, StaffStore store, Supplier<ZoneId> zone) {
        this.door = door;
        this.store = store;
        this.zone = zone;
    }

    public void routing(HttpRules rules) {
        rules.get("/sign-in", this::ask)
                .post("/sign-in", this::signIn)
                .post("/sign-out", this::signOut)
                .get("/audit", this::audit);
    }

    private void ask(ServerRequest req, ServerResponse res) {
        String to = target(req.query().first("to").asOptional());
        if (HubPage.wished(req, res)) {
            Reply.seeOther(res, URI.create("/sign-in?to=" + to));
            return;
        }
        askFor(req, res, new Asked(to, "", ""));
    }

    private record Asked(String to, String name, String fault) {}

    private void askFor(ServerRequest req, ServerResponse res, Asked asked) {
        Messages.Texts texts = HubPage.texts(req);
        Map<String, Object> shown = new HashMap<>();
        shown.put("texts", texts);
        shown.put("hasAccounts", store.hasAccounts());
        shown.put("to", asked.to);
        shown.put("name", asked.name);
        shown.put("fault", asked.fault);
        Reply.html(
                res,
                HubPage.titled(req, texts.get("signIn.title"))
                        .script("/assets/hub/staff.js")
                        .render(Templates.render("hub/sign-in.jte", shown)));
    }

    private void signIn(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Form form = Body.form(req);
        String name = form.optional("name").orElse("");
        String to = target(form.optional("to"));
        Messages.Texts texts = HubPage.texts(req);
        switch (door.sessions().enter(name, form.optional("secret").orElse(""))) {
            case Entry.Opened opened -> {
                // Whoever signs in anew leaves the session that was open here.
                door.token(req).ifPresent(door.sessions()::leave);
                res.headers().add(HeaderNames.SET_COOKIE, StaffDoor.cookie(opened.token(), A_SHIFT));
                Reply.seeOther(res, URI.create(to));
            }
            case Entry.Wrong wrong -> {
                res.status(403);
                askFor(req, res, new Asked(to, name, texts.get("signIn.wrong", wrong.left())));
            }
            case Entry.TooOften often -> {
                long seconds = often.pause().plusMillis(999).toSeconds();
                res.status(429).header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
                askFor(req, res, new Asked(to, name, texts.get("signIn.wait", seconds)));
            }
        }
    }

    /** Only a page of ours: a link from elsewhere shall not lead whoever signs in to a page that looks like it. */
    private static String target(Optional<String> wanted) {
        return wanted.filter(path -> path.matches("/(\\w[\\w.-]*(/\\w[\\w.-]*)*)?"))
                .filter(path -> !path.equals("/sign-in"))
                .orElse("/");
    }

    private void signOut(ServerRequest req, ServerResponse res) {
        if (door.sent(req, res, Body.form(req), "/").isEmpty()) {
            return;
        }
        door.token(req).ifPresent(door.sessions()::leave);
        res.headers().add(HeaderNames.SET_COOKIE, StaffDoor.cookie("", Duration.ZERO));
        Reply.seeOther(res, URI.create("/"));
    }

    /** One line of the record. */
    public record Line(String time, String name, String deed, String subject, String result) {}

    private void audit(ServerRequest req, ServerResponse res) {
        Optional<SignedIn> who = door.page(req, res, Power.READ_AUDIT);
        if (who.isEmpty()) {
            return;
        }
        Messages.Texts texts = HubPage.texts(req);
        List<Line> lines = store.audit().newest(LINES).stream()
                .map(entry -> line(entry, texts))
                .toList();
        Map<String, Object> shown = new HashMap<>();
        shown.put("texts", texts);
        shown.put("who", who.get());
        shown.put("lines", lines);
        Reply.html(
                res,
                HubPage.titled(req, texts.get("audit.title"))
                        .script("/assets/hub/staff.js")
                        .render(Templates.render("hub/audit.jte", shown)));
    }

    private Line line(AuditLog.Entry entry, Messages.Texts texts) {
        String detail = entry.detail().isEmpty() ? "" : " “" + entry.detail() + "”";
        String why = entry.resultDetail().isEmpty() ? "" : ": " + entry.resultDetail();
        return new Line(
                time(entry.at()),
                entry.name(),
                texts.get("deed." + entry.action()) + detail,
                entry.subject(),
                texts.get("result." + entry.result().orElse("pending")) + why);
    }

    private String time(Instant at) {
        return DAY_AND_TIME.format(at.atZone(zone.get()));
    }
}
