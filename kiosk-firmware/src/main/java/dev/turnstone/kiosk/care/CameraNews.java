package dev.turnstone.kiosk.care;

import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.kiosk.sight.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the hub is told of a lane whose gate cannot see: the lane itself may be well, and nobody comes through it. */
public final class CameraNews {
    private static final String AT_WORK = "locked";

    private CameraNews() {}

    /** The lane as its controller tells it, with what is wrong with the camera. */
    public static DeviceState.Lane with(DeviceState.Lane lane, View view) {
        return switch (view) {
            case View.Opening opening -> lane;
            case View.Clear clear -> lane;
            case View.Covered covered -> with(lane, "camera-covered", Optional.empty());
            case View.Missing(String why) -> with(lane, "camera-missing", Optional.of(shortened(why)));
        };
    }

    private static DeviceState.Lane with(DeviceState.Lane lane, String fault, Optional<String> why) {
        List<String> faults = new ArrayList<>(lane.faults().orElse(List.of()));
        faults.add(fault);
        return new DeviceState.Lane(
                lane.lane(),
                lane.gate(),
                lane.state().equals(AT_WORK) ? fault : lane.state(),
                Optional.of(faults),
                lane.detail().or(() -> why));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= Limits.TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Limits.TEXT));
    }
}
