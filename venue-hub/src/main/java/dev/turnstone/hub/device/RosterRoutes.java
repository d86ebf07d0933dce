package dev.turnstone.hub.device;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/** {@code GET /v1/roster/{event}}: how an event's passes stand, page by page, signed with the hub's key. */
public final class RosterRoutes {
    private static final HeaderName SIGNATURE = HeaderNames.create(RosterPage.SIGNATURE);
    private static final Duration READING_THE_FEED = Duration.ofSeconds(2);

    private final Roster roster;
    private final SigningKey key;

    public RosterRoutes(Roster roster, SigningKey key) {
        this.roster = roster;
        this.key = key;
    }

    public void routing(HttpRules rules) {
        rules.get("/v1/roster/{event}", this::page);
    }

    private void page(ServerRequest req, ServerResponse res) {
        EventId event = event(req.path().pathParameters().get("event"));
        long after = Positions.after(req);
        RosterPage page = roster.page(event, after, RosterPage.MOST_PASSES)
                .orElseThrow(() -> Problem.unavailable("The cloud's feed is being read.", READING_THE_FEED)
                        .asException());
        if (page.head() == 0 && roster.sheet(event).isEmpty()) {
            throw Problem.notFound("There is no such event.").asException();
        }
        byte[] body = Json.bytes(page);
        res.header(SIGNATURE, RosterPage.signature(body, key));
        Reply.bytes(res, "application/json", body);
    }

    private static EventId event(String name) {
        try {
            return new EventId(name);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("There is no such event.").asException();
        }
    }
}
