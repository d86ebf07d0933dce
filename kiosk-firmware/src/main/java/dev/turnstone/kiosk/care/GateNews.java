package dev.turnstone.kiosk.care;

import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.turnstile.journal.CardFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the hub what is wrong with a gate, as a fault of its lane: it lets nobody in by itself, whatever is the cause. */
public final class GateNews {
    private static final String AT_WORK = "locked";

    private GateNews() {}

    /** The lane as its controller tells it, with what is wrong with the camera and the card. */
    public static DeviceState.Lane with(DeviceState.Lane lane, View view, Optional<CardFault> card) {
        DeviceState.Lane seen = switch (view) {
            case View.Opening opening -> lane;
            case View.Clear clear -> lane;
            case View.Covered covered -> with(lane, Ailment.CAMERA_COVERED, Optional.empty());
            case View.Missing(String why) -> with(lane, Ailment.CAMERA_MISSING, Optional.of(why));
        };
        return card.map(fault -> with(seen, Signs.ofCard(fault.trouble()), Optional.of(fault.said())))
                .orElse(seen);
    }

    private static DeviceState.Lane with(DeviceState.Lane lane, Ailment ailment, Optional<String> why) {
        List<String> faults = new ArrayList<>(lane.faults().orElse(List.of()));
        faults.add(ailment.key());
        return new DeviceState.Lane(
                lane.lane(),
                lane.gate(),
                lane.state().equals(AT_WORK) ? ailment.key() : lane.state(),
                Optional.of(faults),
                lane.detail().or(() -> why.map(GateNews::shortened)));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= Limits.TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Limits.TEXT));
    }
}
