package dev.turnstone.turnstile.grant;

import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.lane.Duty;
import dev.turnstone.turnstile.lane.Fault;
import dev.turnstone.turnstile.lane.LaneCounters;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.LaneView;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.light.Lights;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A lane's news since a number, and how the lane stands.
 *
 * @param boot one life of the controller: under another, numbers and grants begin anew
 * @param journal the controller's own, where it keeps one: then it tells the hub itself of whoever crosses without a pass
 * @param last the number of the newest piece of news there is
 */
public record LanePage(String boot, Optional<String> journal, long last, List<LaneNews> news, Standing lane) {

    /** A {@link LaneView} in words. */
    public record Standing(
            String lane,
            String state,
            String duty,
            String relayIn,
            String relayOut,
            String lightIn,
            String lightOut,
            List<String> faults,
            LaneCounters counters) {

        static Standing of(LaneView view) {
            return new Standing(
                    view.lane().value(),
                    LaneNews.word(view.state()),
                    LaneNews.word(view.duty()),
                    LaneNews.word(view.relays().in()),
                    LaneNews.word(view.relays().out()),
                    LaneNews.word(view.lights().in()),
                    LaneNews.word(view.lights().out()),
                    view.faults().stream().map(LaneNews::word).sorted().toList(),
                    view.counters());
        }

        /** @throws IllegalArgumentException where a word is not known here */
        public LaneView view() {
            return new LaneView(
                    new LaneId(lane),
                    LaneNews.value(LaneState.class, state),
                    LaneNews.value(Duty.class, duty),
                    new Relays(LaneNews.value(Level.class, relayIn), LaneNews.value(Level.class, relayOut)),
                    new Lights(LaneNews.value(Light.class, lightIn), LaneNews.value(Light.class, lightOut)),
                    faults.stream()
                            .map(fault -> LaneNews.value(Fault.class, fault))
                            .collect(Collectors.toUnmodifiableSet()),
                    counters);
        }
    }
}
