package dev.turnstone.hub.claim;

import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.hub.claim.Order.Outcome;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.metrics.Metrics;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** {@code POST /v1/claims} on the devices' listener. */
public final class ClaimRoutes {
    private final Sequencer sequencer;
    private final Roster roster;
    private final Consumer<DeviceId> seen;
    private final InstantSource clock;
    private final Histogram seconds;

    /** @param seen told of every device that claims: it is there */
    public ClaimRoutes(
            Sequencer sequencer, Roster roster, Consumer<DeviceId> seen, InstantSource clock, Metrics metrics) {
        this.sequencer = sequencer;
        this.roster = roster;
        this.seen = seen;
        this.clock = clock;
        this.seconds = metrics.histogram("claim_seconds", "A claim, from the request to its durable answer");
    }

    public void routing(HttpRules rules) {
        rules.post("/v1/claims", this::claim);
    }

    private void claim(ServerRequest req, ServerResponse res) {
        long arrivedNs = System.nanoTime();
        DeviceId device = caller(req);
        Claim claim = claim(Body.json(req, ClaimRequest.class, ClaimRequest.MOST_BYTES), device, arrivedNs);
        seen.accept(device);
        Outcome outcome = sequencer.decide(claim).join();
        seconds.observe((System.nanoTime() - arrivedNs) / 1e9);
        switch (outcome) {
            case Outcome.Decided decided -> Reply.json(res, ClaimAnswer.of(decided.decision()));
            case Outcome.TooLate late ->
                throw Problem.unavailable("The claim's budget was spent before its turn came.", Duration.ofSeconds(1))
                        .asException();
            case Outcome.NotYours notYours ->
                throw Problem.forbidden("That journal belongs to another device.")
                        .asException();
            case Outcome.Busy busy ->
                throw Problem.unavailable("Too many claims are waiting.", Duration.ofSeconds(1))
                        .asException();
            case Outcome.Unanswered unanswered ->
                throw Problem.unavailable("The claim found no answer within its budget.", Duration.ofSeconds(1))
                        .asException();
        }
    }

    private Claim claim(ClaimRequest request, DeviceId device, long arrivedNs) {
        PresentationId id = request.presentationId();
        Doorway doorway = request.doorway(device);
        Recognised shown = Recognition.recognise(request.pass(), roster.keys(), roster.keysFreshness(clock.instant()));
        return new Claim(
                id,
                doorway,
                shown,
                arrivedNs + Duration.ofMillis(request.budgetMs()).toNanos());
    }

    private static DeviceId caller(ServerRequest req) {
        try {
            return Caller.commonName(req)
                    .map(DeviceId::new)
                    .orElseThrow(() -> Problem.unauthorized("A device's certificate is needed here.")
                            .asException());
        } catch (IllegalArgumentException e) {
            throw Problem.forbidden("The certificate's name is not a device's.").asException();
        }
    }
}
