package dev.turnstone.rehearsal.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.rehearsal.guest.Web;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** What the hub says of its ledger. */
final class Dashboard {
    private final Web web;
    private final URI hub;

    Dashboard(Web web, URI hub) {
        this.web = web;
        this.hub = hub;
    }

    long inside() throws Disappointed, InterruptedException {
        long inside = 0;
        for (JsonNode event : web.json(hub.resolve("/api/v1/occupancy")).path("events")) {
            inside += event.path("inside").asLong();
        }
        return inside;
    }

    /** The row of a completed entry. */
    Optional<JsonNode> entry(Pass pass, String gate) throws Disappointed, InterruptedException {
        return row(pass, gate, "passage", "completed");
    }

    /** The row of a presentation that was refused because the pass is inside. */
    Optional<JsonNode> refusal(Pass pass, String gate) throws Disappointed, InterruptedException {
        return row(pass, gate, "decision", "already_inside");
    }

    private Optional<JsonNode> row(Pass pass, String gate, String field, String wanted)
            throws Disappointed, InterruptedException {
        JsonNode answer = web.json(hub.resolve("/api/v1/ledger?limit=200"));
        JsonNode rows = answer.isArray() ? answer : answer.path("rows");
        for (JsonNode row : rows) {
            boolean ours = row.path("passNumber").asText().equals(pass.number().toString())
                    && row.path("gate").asText().equals(gate);
            if (ours && row.path(field).toString().toLowerCase(Locale.ROOT).contains(wanted)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }
}
