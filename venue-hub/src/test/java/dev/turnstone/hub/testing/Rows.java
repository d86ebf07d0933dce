package dev.turnstone.hub.testing;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.hub.ledger.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Rows of a ledger: the guest of a number at a gate, on the way in and then inside. */
public final class Rows {
    private static final JournalId JOURNAL = JournalId.parse("00112233445566778899aabbccddeeff");

    private Rows() {}

    public static Change onTheWay(int guest, String gate, Instant at) {
        return new Change.Presented(Optional.empty(), row(guest, gate, at, Settlement.OPEN));
    }

    public static Change inside(int guest, String gate, Instant at) {
        return new Change.Presented(
                Optional.of(row(guest, gate, at, Settlement.OPEN)), row(guest, gate, at, Settlement.COMPLETED));
    }

    private static LedgerRow row(int guest, String gate, Instant at, Settlement settlement) {
        boolean settled = settlement != Settlement.OPEN;
        return new LedgerRow(
                new PresentationId(JOURNAL, guest),
                Optional.of(new Shown(
                        new EventId("night"), new PassNumber(-1L - guest), 1, 1, 1, Proof.of(new byte[Proof.BYTES]))),
                new Doorway(new DeviceId("gate-a"), new GateId(gate), new LaneId("a-1"), Direction.IN),
                at,
                Optional.of(new Decision.Admit(1, 1)),
                settled ? Optional.of(Basis.HUB) : Optional.empty(),
                settlement,
                settled ? Optional.of(at.plus(Duration.ofSeconds(3))) : Optional.empty(),
                Optional.empty());
    }
}
