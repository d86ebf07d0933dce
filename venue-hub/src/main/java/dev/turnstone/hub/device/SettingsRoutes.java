package dev.turnstone.hub.device;

import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.http.Reply;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;

/** {@code GET /v1/settings}: what is also retained on the broker, for a gate that starts before it. */
public final class SettingsRoutes {
    private final Roster roster;
    private final InstantSource clock;

    public SettingsRoutes(Roster roster, InstantSource clock) {
        this.roster = roster;
        this.clock = clock;
    }

    public void routing(HttpRules rules) {
        rules.get("/v1/settings", this::settings);
    }

    private void settings(ServerRequest req, ServerResponse res) {
        // Before the settings are read: what is confirmed in between is in them, and not the other way round.
        boolean fresh = roster.keysFreshness(clock.instant()) == Freshness.FRESH;
        Reply.json(res, new SettingsPage(roster.settings(), fresh));
    }
}
