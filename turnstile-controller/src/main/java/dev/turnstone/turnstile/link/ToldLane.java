package dev.turnstone.turnstile.link;

import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneView;
import java.util.List;
import java.util.Optional;

/** How a lane stands, as its device tells the hub. */
public final class ToldLane {
    private final Lane lane;
    private final GateId gate;

    public ToldLane(Lane lane, GateId gate) {
        this.lane = lane;
        this.gate = gate;
    }

    /** Says so whenever the hub would be told something else than before; lamps and counters it is not told. */
    public void listen(Runnable changed) {
        lane.watch(new Looking(changed, told(lane.view()))::seen);
    }

    public DeviceState.Lane now() {
        return told(lane.view());
    }

    private DeviceState.Lane told(LaneView view) {
        List<String> faults = view.faults().stream().sorted().map(Wiring::name).toList();
        return new DeviceState.Lane(
                view.lane().value(),
                gate.value(),
                view.word(),
                faults.isEmpty() ? Optional.empty() : Optional.of(faults),
                faults.isEmpty() ? Optional.empty() : lane.trouble().map(ToldLane::shortened));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= Limits.TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Limits.TEXT));
    }

    /** The lane's watchers are told one after the other. */
    private final class Looking {
        private final Runnable changed;
        private DeviceState.Lane last;

        Looking(Runnable changed, DeviceState.Lane first) {
            this.changed = changed;
            this.last = first;
        }

        void seen(LaneView view) {
            DeviceState.Lane now = told(view);
            if (!now.equals(last)) {
                last = now;
                changed.run();
            }
        }
    }
}
