package dev.turnstone.cloud.sync;

import dev.turnstone.admission.wire.LedgerPage;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;

/** {@code /api/v1/hub/ledger}: what the hubs tell, page after page, each once. */
public final class LedgerRoutes implements HttpService {
    private final Feed hubs;
    private final Ledger ledger;

    public LedgerRoutes(Feed hubs, Ledger ledger) {
        this.hubs = hubs;
        this.ledger = ledger;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/hub/ledger", this::taken).post("/api/v1/hub/ledger", this::take);
    }

    private void taken(ServerRequest req, ServerResponse res) {
        Reply.json(res, new LedgerPage.Taken(ledger.taken(hubs.venueOf(req))));
    }

    private void take(ServerRequest req, ServerResponse res) {
        UUID venue = hubs.venueOf(req);
        LedgerPage page = Body.json(req, LedgerPage.class, Limits.LARGE_MESSAGE);
        long taken = ledger.take(venue, page)
                .orElseThrow(() -> Problem.conflict("This page comes after "
                                + page.after() + " lines, and " + ledger.taken(venue)
                                + " have been told. Ask how many, and go on from there.")
                        .asException());
        Reply.json(res, new LedgerPage.Taken(taken));
    }
}
