package dev.turnstone.hub.incident;

import dev.turnstone.hub.dashboard.Figures;
import dev.turnstone.hub.ledger.LedgerSeals;
import dev.turnstone.hub.page.HubPage;
import dev.turnstone.hub.staff.Power;
import dev.turnstone.hub.staff.SignedIn;
import dev.turnstone.hub.staff.StaffDoor;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.text.Messages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Incidents: the list, who has looked into which, and the whole of it as PDF. */
public final class IncidentRoutes {
    private static final int LONGEST_NOTE = 200;

    private final Incidents incidents;
    private final LookedInto lookedInto;
    private final LedgerSeals seals;
    private final StaffDoor door;
    private final InstantSource clock;
    private final Function<Instant, ZoneId> zone;
    private final Runnable changed;

    /** @param changed called when somebody has looked into one */
    public IncidentRoutes(
            Figures figures,
            LookedInto lookedInto,
            LedgerSeals seals,
            StaffDoor door,
            InstantSource clock,
            Function<Instant, ZoneId> zone,
            Runnable changed) {
        this.incidents = new Incidents(figures, lookedInto);
        this.lookedInto = lookedInto;
        this.seals = seals;
        this.door = door;
        this.clock = clock;
        this.zone = zone;
        this.changed = changed;
    }

    public void routing(HttpRules rules) {
        rules.get("/incidents", this::page)
                .post("/incidents", this::lookInto)
                .get("/incidents/timeline.pdf", this::timeline);
    }

    private void page(ServerRequest req, ServerResponse res) {
        Optional<SignedIn> who = door.page(req, res, Power.WATCH);
        if (who.isEmpty()) {
            return;
        }
        Messages.Texts texts = HubPage.texts(req);
        Map<String, Object> shown = new HashMap<>();
        shown.put("texts", texts);
        shown.put("who", who.get());
        shown.put("lines", incidents.lines(texts, zone.apply(clock.instant())));
        Reply.html(
                res,
                HubPage.titled(req, texts.get("incident.title"))
                        .script("/assets/hub/staff.js")
                        .render(Templates.render("hub/incidents.jte", shown)));
    }

    private void lookInto(ServerRequest req, ServerResponse res) {
        Form form = Body.form(req);
        Optional<SignedIn> who = door.acting(req, res, form, Power.LOOK_INTO, "/incidents");
        if (who.isEmpty()) {
            return;
        }
        Messages.Texts texts = HubPage.texts(req);
        String key = form.text("incident");
        String note = form.text("note");
        if (!incidents.knows(key)) {
            throw Problem.notFound(texts.get("incidents.gone")).asException();
        }
        if (note.length() > LONGEST_NOTE || note.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(texts.get("order.tooLong", LONGEST_NOTE)).asException();
        }
        lookedInto.note(who.get().person(), key, note, clock.instant());
        changed.run();
        Reply.seeOther(res, URI.create("/incidents"));
    }

    private void timeline(ServerRequest req, ServerResponse res) {
        Optional<SignedIn> who = door.page(req, res, Power.WATCH);
        if (who.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        ZoneId here = zone.apply(now);
        Messages.Texts texts = HubPage.texts(req);
        String foot = seals.howMany(now)
                .known()
                .map(LedgerSeals.Seal::sealed)
                .map(held -> texts.get("incidents.sealed", Incidents.time(held.through(), here), held.link()))
                .orElseGet(() -> texts.get("incidents.unsealed"));
        Timeline.Paper paper = new Timeline.Paper(
                texts.get("incidents.paper"),
                texts.get(
                        "incidents.printed",
                        Incidents.time(now, here),
                        here.getId(),
                        who.get().person().name()),
                foot);
        res.header("Content-Disposition", "inline; filename=\"incidents.pdf\"");
        Reply.bytes(res, "application/pdf", Timeline.pdf(paper, incidents.lines(texts, here), texts));
    }
}
