package dev.turnstone.hub.dashboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.hub.ledger.Occupancy;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.page.HubPage;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.staff.SignedIn;
import dev.turnstone.hub.staff.StaffDoor;
import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.page.Theme;
import dev.turnstone.platform.text.Messages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The owner's dashboard: the page, its events, and the same figures as JSON. */
public final class DashboardRoutes {
    private static final int MOST_ROWS = 1_000;

    private final Boards boards;
    private final DashboardFeed feed;
    private final SqliteLedger ledger;
    private final Figures figures;
    private final Roster roster;
    private final StaffDoor door;
    private final InstantSource clock;

    public DashboardRoutes(
            Boards boards,
            DashboardFeed feed,
            SqliteLedger ledger,
            Figures figures,
            Roster roster,
            StaffDoor door,
            InstantSource clock) {
        this.boards = boards;
        this.feed = feed;
        this.ledger = ledger;
        this.figures = figures;
        this.roster = roster;
        this.door = door;
        this.clock = clock;
    }

    public void routing(HttpRules rules) {
        rules.get("/", this::page)
                .get("/events", this::events)
                .get("/api/v1/ledger", this::ledger)
                .get("/api/v1/occupancy", this::occupancy)
                .get("/api/v1/occupancy/proof", this::proof);
    }

    private void events(ServerRequest req, ServerResponse res) {
        door.mustSee(req);
        feed.stream(Caller.language(req)).serve(req, res, () -> door.maySee(req));
    }

    private void page(ServerRequest req, ServerResponse res) {
        if (HubPage.wished(req, res)) {
            Reply.seeOther(res, URI.create("/"));
            return;
        }
        Optional<SignedIn> who = door.who(req);
        if (who.isEmpty() && !door.maySee(req)) {
            door.toSignIn(res, "/");
            return;
        }
        Messages.Texts texts = HubPage.texts(req);
        Board board = boards.board(clock.instant(), texts);
        Map<String, Object> shown = new HashMap<>();
        shown.put("board", board);
        shown.put("texts", texts);
        shown.put("dark", HubPage.theme(req) == Theme.DARK);
        shown.put("who", who);
        Reply.html(
                res,
                HubPage.titled(req, texts.get("dashboard.title", board.title()))
                        .script("/assets/hub/hub.js")
                        .data("live", texts.get("dashboard.live"))
                        .data("lost", texts.get("dashboard.lost", "{0}"))
                        .data("as-of", texts.get("dashboard.asOf", "{0}"))
                        .data("stale", texts.get("dashboard.stale", "{0}"))
                        .render(Templates.render("hub/dashboard.jte", shown)));
    }

    /** One presentation, as the API tells it. */
    record LedgerEntry(
            String presentation,
            Optional<String> event,
            Optional<String> passNumber,
            String device,
            String gate,
            String lane,
            String direction,
            Optional<ClaimAnswer> decision,
            String passage,
            Instant at,
            Optional<Instant> settledAt) {

        static LedgerEntry of(LedgerRow row) {
            return new LedgerEntry(
                    row.id().toString(),
                    row.shown().map(shown -> shown.event().value()),
                    row.shown().map(shown -> shown.number().toString()),
                    row.doorway().device().value(),
                    row.doorway().gate().value(),
                    row.doorway().lane().value(),
                    word(row.doorway().direction()),
                    row.decision().map(ClaimAnswer::of),
                    word(row.settlement()),
                    row.at(),
                    row.settled());
        }
    }

    record LedgerPage(Instant asOf, List<LedgerEntry> rows) {}

    private void ledger(ServerRequest req, ServerResponse res) {
        door.mustSee(req);
        int limit = req.query()
                .first("limit")
                .asOptional()
                .map(DashboardRoutes::limit)
                .orElse(100);
        Reply.json(
                res,
                new LedgerPage(
                        clock.instant(),
                        ledger.newest(limit).stream().map(LedgerEntry::of).toList()));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST_ROWS) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw Problem.invalid("The ledger is read in pieces.")
                .at("limit", "must be 1 to " + MOST_ROWS)
                .asException();
    }

    /** Of one event, or of all; {@code inside} may be negative, which is a drift and not hidden. */
    record Counted(int inside, int entered, int left, int waiting, int unknown) {
        static Counted of(Occupancy counted) {
            return new Counted(
                    counted.inside(), counted.entered(), counted.left(), counted.waiting(), counted.unknown());
        }
    }

    record EventOccupancy(String event, @JsonUnwrapped Counted counted, Optional<Integer> capacity) {}

    record OccupancyPage(Instant asOf, @JsonUnwrapped Counted counted, List<EventOccupancy> events) {}

    private void occupancy(ServerRequest req, ServerResponse res) {
        door.mustSee(req);
        Map<EventId, Occupancy> counted = figures.occupancy();
        Set<EventId> events = new TreeSet<>(counted.keySet());
        roster.sheets().forEach(sheet -> events.add(sheet.event()));
        Reply.json(
                res,
                new OccupancyPage(
                        clock.instant(),
                        Counted.of(counted.values().stream().reduce(Occupancy.NONE, Occupancy::plus)),
                        events.stream()
                                .map(event -> new EventOccupancy(
                                        event.value(),
                                        Counted.of(counted.getOrDefault(event, Occupancy.NONE)),
                                        roster.sheet(event).map(Sheet::capacity).filter(capacity -> capacity > 0)))
                                .toList()));
    }

    /** {@code ?at=2026-11-21T23:42:00Z}: as it was known and sealed then, and as it is known now. */
    private void proof(ServerRequest req, ServerResponse res) {
        door.mustSee(req);
        String at = req.query().first("at").asOptional().orElse("");
        try {
            Reply.json(res, ledger.seals().howMany(Instant.parse(at)));
        } catch (DateTimeParseException e) {
            throw Problem.invalid("How many were inside is asked for an instant.")
                    .at("at", "must be an instant, such as 2026-11-21T23:42:00Z")
                    .asException();
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
