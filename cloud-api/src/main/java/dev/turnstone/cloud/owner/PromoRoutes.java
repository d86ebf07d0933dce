package dev.turnstone.cloud.owner;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.promo.Promos;
import dev.turnstone.cloud.promo.Promos.Report;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The owner's promo codes: what each brought, a new one, and an end to one. */
public final class PromoRoutes implements HttpService {
    private static final URI PAGE = URI.create("/owner/promos");
    private static final int MOST_EVENTS = 50;

    private final Jdbi database;
    private final OwnerGate gate;
    private final InstantSource clock;

    public PromoRoutes(Jdbi database, OwnerGate gate, InstantSource clock) {
        this.database = database;
        this.gate = gate;
        this.clock = clock;
    }

    /** A field of the form. */
    public record Field(String name, String label, String type) {}

    private static final List<Field> FIELDS = List.of(
            new Field("code", "Code", "text"),
            new Field("percent", "Percent off", "number"),
            new Field("fixed", "or amount off", "text"),
            new Field("from", "Good from", "datetime-local"),
            new Field("until", "Good until", "datetime-local"),
            new Field("max-uses", "Uses at most", "number"),
            new Field("min-order", "From an order of", "text"));

    /** The page, with what was typed and what is wrong with it. */
    public record PromoPage(
            List<Report> codes, List<Event> events, Map<String, String> typed, Map<String, String> faults) {
        public List<Field> fields() {
            return FIELDS;
        }

        public String typed(String field) {
            return typed.getOrDefault(field, "");
        }

        public String fault(String field) {
            return faults.getOrDefault(field, "");
        }
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/owner/promos", this::show);
        rules.post("/owner/promos", this::create);
        rules.post("/owner/promos/{id}/{step}", this::step);
    }

    private void show(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        answer(res, Map.of(), Map.of());
    }

    private void answer(ServerResponse res, Map<String, String> typed, Map<String, String> faults) {
        PromoPage page = database.withHandle(handle -> new PromoPage(
                Promos.report(handle), Events.upcoming(handle, clock.instant(), MOST_EVENTS), typed, faults));
        Reply.html(
                res,
                PageShell.titled("Promo codes")
                        .style("/assets/cloud/cloud.css")
                        .script("/assets/turnstone/busy.js")
                        .render(Templates.render("cloud/owner/promos.jte", Map.of("page", page))));
    }

    private void create(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        SameSite.require(req);
        var form = new PromoForm(Body.form(req));
        Event event = database.withHandle(
                        handle -> Events.bySlug(handle, form.typed().getOrDefault("event", "")))
                .orElseThrow(() -> Problem.invalid("There is no such event.")
                        .at("/event", "names no event")
                        .asException());
        Optional<Promos.NewCode> code = form.read(event);
        boolean made = code.isPresent()
                && database.inTransaction(handle -> Promos.create(handle, code.get(), clock.instant()));
        if (made) {
            Reply.seeOther(res, PAGE);
            return;
        }
        if (code.isPresent()) {
            form.faults().put("code", "This event has such a code already.");
        }
        res.status(422);
        answer(res, form.typed(), form.faults());
    }

    private void step(ServerRequest req, ServerResponse res) {
        gate.require(req, res);
        SameSite.require(req);
        UUID id = OwnerRoutes.id(req);
        Promos.Step step = switch (req.path().pathParameters().get("step")) {
            case "disable" -> Promos.Step.DISABLE;
            case "enable" -> Promos.Step.ENABLE;
            case "delete" -> Promos.Step.DELETE;
            default -> throw Problem.notFound("There is no such step.").asException();
        };
        database.useTransaction(handle -> Promos.step(handle, id, step, clock.instant()));
        Reply.seeOther(res, PAGE);
    }
}
