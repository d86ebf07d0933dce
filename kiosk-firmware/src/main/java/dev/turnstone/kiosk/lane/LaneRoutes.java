package dev.turnstone.kiosk.lane;

import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneView;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the lanes do, for whoever looks; and, at simulated turnstiles, people who walk, push and jump. */
public final class LaneRoutes implements HttpService {
    private static final String RESET = "reset";

    private final List<Lane> lanes;
    private final boolean simulated;

    private record LanesShown(List<LaneShown> lanes) {}

    private record LaneShown(
            String lane,
            String state,
            String relay,
            String lights,
            String lightsOut,
            long passages,
            long abandoned,
            long forced) {}

    private record Act(String lane, String action) {}

    public LaneRoutes(List<Lane> lanes, boolean simulated) {
        this.lanes = List.copyOf(lanes);
        this.simulated = simulated;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/lane/state", this::state);
        if (simulated) {
            rules.post("/lane/simulate", this::simulate);
        }
    }

    private void state(ServerRequest req, ServerResponse res) {
        Reply.json(
                res,
                new LanesShown(lanes.stream().map(lane -> shown(lane.view())).toList()));
    }

    private static LaneShown shown(LaneView view) {
        return new LaneShown(
                view.lane().value(),
                word(view.state()),
                word(view.relay()),
                word(view.lights().in()),
                word(view.lights().out()),
                view.passages(),
                view.counters().abandoned(),
                view.counters().forced());
    }

    private void simulate(ServerRequest req, ServerResponse res) {
        Act act = Body.json(req, Act.class);
        Lane lane = lanes.stream()
                .filter(each -> each.id().value().equals(act.lane()))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("There is no such lane here.")
                        .at("/lane", "must be one of " + names())
                        .asException());
        if (act.action().equals(RESET)) {
            // Not the panel's doing: a person who has looked.
            lane.resetAfterFire();
        } else {
            lane.simulate(deed(act.action()));
        }
        Reply.accepted(res);
    }

    private String names() {
        return lanes.stream().map(each -> each.id().value()).collect(Collectors.joining(", "));
    }

    private static SimulatedAct deed(String action) {
        return Arrays.stream(SimulatedAct.values())
                .filter(each -> word(each).equals(action))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("Nobody does that at a turnstile.")
                        .at(
                                "/action",
                                "must be one of "
                                        + Arrays.stream(SimulatedAct.values())
                                                .map(LaneRoutes::word)
                                                .collect(Collectors.joining(", ", "", ", " + RESET)))
                        .asException());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
