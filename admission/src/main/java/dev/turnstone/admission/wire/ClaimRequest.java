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

    /** Bytes of the whole message. */
    public static final int MOST_BYTES = Limits.SMALL_MESSAGE;
    /** More than any pass has; what is no pass is answered so, and not kept for long. */
    public static final int LONGEST_PASS = 512;
    /** No guest waits longer. */
    public static final int LONGEST_BUDGET_MS = 10_000;

    public ClaimRequest {
        Check.text("pass", pass, LONGEST_PASS);
        new LaneId(lane);
        new GateId(gate);
        Check.direction(direction);
        Check.between("budgetMs", budgetMs, 1, LONGEST_BUDGET_MS);
    }

    /** A {@link PresentationId} as JSON carries it. */
    public record Presentation(String journal, long seq) {
        public Presentation {
            Check.hex("journal", journal, 16);
            Check.number("seq", seq, 0);
        }
    }

    public static ClaimRequest of(PresentationId id, String pass, Doorway doorway, long budgetMs) {
        return new ClaimRequest(
                new Presentation(id.journal().toString(), id.seq()),
                pass,
                doorway.lane().value(),
                doorway.gate().value(),
                doorway.direction().name().toLowerCase(Locale.ROOT),
                budgetMs);
    }

    public PresentationId presentationId() {
        return new PresentationId(JournalId.parse(presentation.journal()), presentation.seq());
    }

    /** @param device who asks, from its certificate */
    public Doorway doorway(DeviceId device) {
        return new Doorway(
                device, new GateId(gate), new LaneId(lane), Direction.valueOf(direction.toUpperCase(Locale.ROOT)));
    }
}
