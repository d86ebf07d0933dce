package dev.turnstone.hub.device;

import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.http.Reply;
import io.helidon.webserver.http.HttpRules;

/** {@code GET /v1/settings}: what is also retained on the broker, for a gate that starts before it. */
public final class SettingsRoutes {
    private final Roster roster;

    public SettingsRoutes(Roster roster) {
        this.roster = roster;
    }

    public void routing(HttpRules rules) {
        rules.get("/v1/settings", (req, res) -> Reply.json(res, new SettingsPage(roster.settings())));
    }
}
