package dev.turnstone.cloud.site;

import dev.turnstone.cloud.event.Evening;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Tier;
import dev.turnstone.cloud.limit.Door;
import dev.turnstone.cloud.payment.PaymentTrouble;
import dev.turnstone.cloud.payment.Settlement;
import dev.turnstone.cloud.sale.Guest;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.waitlist.Entry;
import dev.turnstone.cloud.waitlist.Waitlist;
import dev.turnstone.cloud.waitlist.Waitlist.Joining;
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
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waiting for a tier that is sold out: join the line, see where one stands, take what is offered. */
public final class WaitlistRoutes implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(WaitlistRoutes.class);

    private final Jdbi database;
    private final Waitlist waitlist;
    private final Settlement settlement;
    private final Door door;
    private final InstantSource clock;

    public WaitlistRoutes(Jdbi database, Waitlist waitlist, Settlement settlement, Door door, InstantSource clock) {
        this.database = database;
        this.waitlist = waitlist;
        this.settlement = settlement;
        this.door = door;
        this.clock = clock;
    }

    /** The form, with what was typed and what is wrong with it. */
    public record JoinPage(
            Event event, Tier tier, String name, Guest guest, String quantity, Map<String, String> faults) {
        public String fault(String field) {
            return faults.getOrDefault(field, "");
        }
    }

    /** Where somebody stands; {@code until} when they may take what is offered. */
    public record PlacePage(Entry entry, Event event, Evening evening, String tier, String until, boolean open) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/e/{slug}/waitlist/{idx}", this::form);
        rules.post("/e/{slug}/waitlist/{idx}", this::join);
        rules.get("/waitlist/{token}", this::show);
        rules.post("/waitlist/{token}/take", this::take);
        rules.post("/waitlist/{token}/leave", this::leave);
    }

    private record Wanted(Event event, Tier tier) {}

    private Wanted wanted(ServerRequest req) {
        String slug = Pages.name(req, "slug");
        String index = Pages.name(req, "idx");
        return database.withHandle(handle -> Events.bySlug(handle, slug)
                        .filter(event -> event.sells(clock.instant()))
                        .flatMap(event -> Events.tiers(handle, event.id()).stream()
                                .filter(tier -> String.valueOf(tier.index()).equals(index))
                                .findFirst()
                                .map(tier -> new Wanted(event, tier))))
                .orElseThrow(() -> Problem.notFound("There is no such line.").asException());
    }

    private void form(ServerRequest req, ServerResponse res) {
        Wanted wanted = wanted(req);
        if (wanted.tier().offered() > 0) {
            Reply.seeOther(res, URI.create("/e/" + wanted.event().slug()));
            return;
        }
        answer(req, res, wanted, new Guest("", ""), String.valueOf(wanted.tier().minPerOrder()), Map.of());
    }

    private void answer(
            ServerRequest req,
            ServerResponse res,
            Wanted wanted,
            Guest guest,
            String quantity,
            Map<String, String> faults) {
        Texts t = Pages.texts(req, res);
        var page =
                new JoinPage(wanted.event(), wanted.tier(), wanted.tier().name(t.language()), guest, quantity, faults);
        Reply.html(
                res,
                Pages.shell(t, t.get("wait.title", wanted.event().name()))
                        .script("/assets/turnstone/busy.js")
                        .bodyClass("waiting-for")
                        .render(Pages.body("waitlist", t, page)));
    }

    private void join(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Wanted wanted = wanted(req);
        Texts t = Pages.texts(req, res);
        Form form = Body.form(req);
        var guest = new Guest(
                form.optional("name").orElse(""), form.optional("email").orElse(""));
        String typed = form.optional("quantity").orElse("");
        Optional<Duration> wait = door.letter(req, guest.email());
        if (wait.isPresent()) {
            answer(req, res, wanted, guest, typed, Pages.tooOften(res, t, wait.get()));
            return;
        }
        switch (waitlist.join(wanted.event(), wanted.tier(), guest, number(typed), t.language())) {
            case Joining.InLine(Entry entry) -> Reply.seeOther(res, address(entry));
            case Joining.Refused(var faults) -> {
                res.status(422);
                answer(req, res, wanted, guest, typed, Pages.faults(t, faults));
            }
        }
    }

    /** What is no number is as wrong as none at all, and is told so beside its field. */
    private static int number(String typed) {
        try {
            return Integer.parseInt(typed);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Entry entry(ServerRequest req) {
        String token = Pages.name(req, "token");
        return waitlist.byToken(token)
                .orElseThrow(() ->
                        Problem.notFound("There is no such place in a line.").asException());
    }

    private void show(ServerRequest req, ServerResponse res) {
        Entry entry = entry(req);
        Texts t = Pages.texts(req, res, entry.language());
        PlacePage page = database.withHandle(handle -> {
            Event event = Events.byId(handle, entry.eventId());
            String tier = Events.tiers(handle, event.id()).stream()
                    .filter(each -> each.id().equals(entry.tierId()))
                    .findFirst()
                    .map(each -> each.name(t.language()))
                    .orElse("");
            String until = Optional.ofNullable(entry.offeredUntil())
                    .map(at -> Evening.time(at, event.zone(), t.language()))
                    .orElse("");
            return new PlacePage(
                    entry, event, Evening.of(event, t.language()), tier, until, entry.offeredAt(clock.instant()));
        });
        res.header("Referrer-Policy", "no-referrer");
        Reply.html(
                res,
                Pages.shell(t, t.get("wait.title", page.event().name()))
                        .script("/assets/turnstone/busy.js")
                        .bodyClass("waiting-for")
                        .render(Pages.body("place", t, page)));
    }

    private void take(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Entry entry = entry(req);
        Optional<Order> order = waitlist.take(entry);
        if (order.isEmpty()) {
            Reply.seeOther(res, address(entry));
            return;
        }
        try {
            settlement.open(order.get());
        } catch (PaymentTrouble e) {
            LOG.warn(
                    "order {}: the payment could not be opened yet", order.get().number(), e);
        }
        Reply.seeOther(res, URI.create("/orders/" + order.get().token()));
    }

    private void leave(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Entry entry = entry(req);
        waitlist.leave(entry);
        Reply.seeOther(res, address(entry));
    }

    private static URI address(Entry entry) {
        return URI.create("/waitlist/" + entry.token());
    }
}
