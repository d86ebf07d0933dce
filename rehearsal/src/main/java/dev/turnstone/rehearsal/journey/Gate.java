package dev.turnstone.rehearsal.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.rehearsal.guest.Web;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import java.net.URI;

/** What a gate says of its lane. */
final class Gate {
    private final Web web;
    private final URI home;

    Gate(Web web, URI home) {
        this.web = web;
        this.home = home;
    }

    /** How many walked through its lanes since it started: each needs the relay's pulse. */
    long passages() throws Disappointed, InterruptedException {
        long passages = 0;
        for (JsonNode lane : web.json(home.resolve("/lane/state")).path("lanes")) {
            passages += lane.path("passages").asLong();
        }
        return passages;
    }
}
