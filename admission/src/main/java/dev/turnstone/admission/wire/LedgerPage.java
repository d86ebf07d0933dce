package dev.turnstone.admission.wire;

import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code POST /api/v1/hub/ledger} at the cloud: what the hub's ledger has come to say since it last told. A presentation is
 * told again whenever more is known of it; the last word holds.
 *
 * @param after how many lines the cloud has taken of this hub so far, by its own count: a page that comes late or twice
 *     names a number that is past, and changes nothing
 */
public record LedgerPage(long after, List<Line> lines) {
    public static final int MOST_LINES = 500;

    public LedgerPage {
        Check.number("after", after, 0);
        lines = Check.atMost("lines", lines, 1, MOST_LINES);
    }

    /**
     * What the hub knows of one presentation.
     *
     * @param event with {@code pass} and {@code tier}: what was shown, where it was a pass
     * @param decision what the guest was told
     * @param settlement what came of it, such as {@code completed}
     * @param settled when that was known
     */
    public record Line(
            ClaimRequest.Presentation presentation,
            Optional<String> event,
            Optional<String> pass,
            Optional<Integer> tier,
            String device,
            String gate,
            String lane,
            String direction,
            Instant at,
            Optional<ClaimAnswer> decision,
            String settlement,
            Optional<Instant> settled) {
        public Line {
            Objects.requireNonNull(presentation, "presentation");
            event.ifPresent(EventId::new);
            pass.ifPresent(PassNumber::parse);
            tier.ifPresent(value -> Check.between("tier", value, 0, Limits.BYTE));
            new DeviceId(device);
            new GateId(gate);
            new LaneId(lane);
            Check.direction(direction);
            Check.instant("at", at);
            Check.word("settlement", settlement);
            settled.ifPresent(value -> Check.instant("settled", value));
        }
    }

    /** {@code GET /api/v1/hub/ledger}, and the answer to a page: how many lines the cloud has taken of this hub by now. */
    public record Taken(long taken) {
        public Taken {
            Check.number("taken", taken, 0);
        }
    }
}
