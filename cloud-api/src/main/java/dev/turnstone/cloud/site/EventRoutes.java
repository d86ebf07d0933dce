package dev.turnstone.cloud.site;

import dev.turnstone.cloud.event.Evening;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Tier;
import dev.turnstone.cloud.limit.Door;
import dev.turnstone.cloud.payment.PaymentTrouble;
import dev.turnstone.cloud.payment.Settlement;
import dev.turnstone.cloud.sale.Basket;
import dev.turnstone.cloud.sale.Guest;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.cloud.sale.Selling;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages.Texts;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is on, and the page of one event: choose, say who you are, hold. */
public final class EventRoutes implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);
    private static final int MOST_LISTED = 50;
    private static final String QUANTITY = "quantity-";

    private final Jdbi database;
    private final Selling selling;
    private final Settlement settlement;
    private final Door door;
    private final InstantSource clock;

    public EventRoutes(Jdbi database, Selling selling, Settlement settlement, Door door, InstantSource clock) {
        this.database = database;
        this.selling = selling;
        this.settlement = settlement;
        this.door = door;
        this.clock = clock;
    }

    /** One row of the list. */
    public record Listed(Event event, Evening evening) {}

    /** What is on. */
    public record ListPage(List<Listed> events) {}

    /** One tier as the page offers it. */
    public record Offer(Tier tier, String name, String note, String price, boolean onSale, int chosen, String fault) {}

    /** The event's page, with what was typed before and what was wrong with it. */
    public record EventPage(
            Event event,
            Evening evening,
            String summary,
            List<Offer> offers,
            boolean sells,
            boolean anyLeft,
            String guestName,
            String guestEmail,
            String promo,
            Map<String, String> faults,
            long holdMinutes) {
        public String fault(String field) {
            return faults.getOrDefault(field, "");
        }
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::list);
        rules.get("/e/{slug}", this::show);
        rules.post("/e/{slug}", this::hold);
    }

    private void list(ServerRequest req, ServerResponse res) {
        Texts t = Pages.texts(req, res);
        List<Listed> events =
                database.withHandle(handle -> Events.upcoming(handle, clock.instant(), MOST_LISTED)).stream()
                        .map(event -> new Listed(event, Evening.of(event, t.language(), clock.instant())))
                        .toList();
        Reply.html(res, Pages.shell(t, t.get("list.title")).render(Pages.body("events", t, new ListPage(events))));
    }

    private void show(ServerRequest req, ServerResponse res) {
        Texts t = Pages.texts(req, res);
        Reply.html(res, page(t, event(req), new TreeMap<>(), new Guest("", ""), "", Map.of()));
    }

    private Event event(ServerRequest req) {
        String slug = Pages.name(req, "slug");
        return database.withHandle(handle -> Events.bySlug(handle, slug))
                .filter(event -> event.state() != dev.turnstone.cloud.event.EventState.DRAFT)
                .orElseThrow(() -> Problem.notFound("There is no such event.").asException());
    }

    private String page(
            Texts t,
            Event event,
            SortedMap<Integer, Integer> chosen,
            Guest guest,
            String promo,
            Map<String, String> faults) {
        Language language = t.language();
        List<Offer> offers = database.withHandle(handle -> Events.tiers(handle, event.id())).stream()
                .map(tier -> new Offer(
                        tier,
                        tier.name(language),
                        tier.note(language),
                        tier.price().in(language),
                        tier.onSale(clock.instant()),
                        Math.clamp(chosen.getOrDefault(tier.index(), 0), 0, tier.offered()),
                        faults.getOrDefault(QUANTITY + tier.index(), "")))
                .toList();
        var page = new EventPage(
                event,
                Evening.of(event, language, clock.instant()),
                event.summary(language),
                offers,
                event.sells(clock.instant()),
                offers.stream().anyMatch(offer -> offer.onSale() && offer.tier().offered() > 0),
                guest.name(),
                guest.email(),
                promo,
                faults,
                event.hold().toMinutes());
        return Pages.shell(t, event.name())
                .script("/assets/turnstone/busy.js")
                .script("/assets/cloud/event.js")
                .bodyClass("buying")
                .render(Pages.body("event", t, page));
    }

    private void hold(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Texts t = Pages.texts(req, res);
        Event event = event(req);
        Form form = Body.form(req);
        var basket = new Basket(
                quantities(form),
                new Guest(
                        form.optional("name").orElse(""), form.optional("email").orElse("")),
                t.language(),
                form.optional("promo").orElse(""));
        Optional<Duration> wait = door.order(req, basket.email(), basket.promo());
        if (wait.isPresent()) {
            answer(res, 429, t, event, basket, Pages.tooOften(res, t, wait.get()));
            return;
        }
        switch (selling.place(event, basket)) {
            case Placing.Held held -> {
                open(held.order());
                Reply.seeOther(res, URI.create("/orders/" + held.order().token()));
            }
            case Placing.TooFewLeft few -> {
                String words = few.left() == 0 ? t.get("fault.sold-out") : t.get("fault.too-few", few.left());
                answer(res, 409, t, event, basket, Map.of(QUANTITY + few.tierIndex(), words));
            }
            case Placing.Refused refused -> answer(res, 422, t, event, basket, Pages.faults(t, refused.faults()));
        }
    }

    /** The order's page opens the payment again, should Stripe be away just now. */
    private void open(Order order) {
        try {
            settlement.open(order);
        } catch (PaymentTrouble e) {
            LOG.warn("order {}: the payment could not be opened yet", order.number(), e);
        }
    }

    private void answer(
            ServerResponse res, int status, Texts t, Event event, Basket basket, Map<String, String> faults) {
        res.status(status);
        Reply.html(res, page(t, event, basket.quantities(), basket.guest(), basket.promo(), faults));
    }

    private static SortedMap<Integer, Integer> quantities(Form form) {
        SortedMap<Integer, Integer> quantities = new TreeMap<>();
        for (String field : form.fields().keySet()) {
            if (field.startsWith(QUANTITY) && form.optional(field).isPresent()) {
                quantities.put(number(field, field.substring(QUANTITY.length())), number(field, form.text(field)));
            }
        }
        return quantities;
    }

    private static int number(String field, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Problem.invalid("A number does not fit.")
                    .at("/" + field, "must be a whole number")
                    .asException();
        }
    }
}
