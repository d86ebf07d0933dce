package dev.turnstone.admission.wire;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import java.util.Locale;

/**
 * {@code POST /v1/claims}: a device asks the hub for an entry. It carries the whole pass, so that the hub can verify it
 * and a stolen device can spend only passes it was shown.
 *
 * @param budgetMs how long the device will wait, from when the hub has read the request; an answer after that is of no
 *     use to it
 */
public record ClaimRequest(
        Presentation presentation, String pass, String lane, String gate, String direction, long budgetMs) {

    /** A {@link PresentationId} as JSON carries it. */
    public record Presentation(String journal, long seq) {}

    public static ClaimRequest of(PresentationId id, String pass, Doorway doorway, long budgetMs) {
        return new ClaimRequest(
                new Presentation(id.journal().toString(), id.seq()),
                pass,
                doorway.lane().value(),
                doorway.gate().value(),
                doorway.direction().name().toLowerCase(Locale.ROOT),
                budgetMs);
    }

    /** @throws IllegalArgumentException where the journal id is malformed */
    public PresentationId presentationId() {
        return new PresentationId(JournalId.parse(presentation.journal()), presentation.seq());
    }

    /**
     * @param device who asks, from its certificate
     * @throws IllegalArgumentException where a name is malformed
     */
    public Doorway doorway(DeviceId device) {
        return new Doorway(
                device, new GateId(gate), new LaneId(lane), Direction.valueOf(direction.toUpperCase(Locale.ROOT)));
    }
}
