package dev.turnstone.hub.ledger;

import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.platform.json.Json;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** An {@link Answer} as it stands in the ledger's file, for ever as it was given. */
record StoredAnswer(
        Optional<String> event,
        long pass,
        int tier,
        int version,
        int admits,
        Optional<String> proof,
        String device,
        String gate,
        String lane,
        String direction,
        long at,
        ClaimAnswer answer) {

    static String text(Answer answer) {
        Optional<Shown> shown = answer.shown();
        Doorway doorway = answer.doorway();
        return Json.text(new StoredAnswer(
                shown.map(each -> each.event().value()),
                shown.map(each -> each.number().value()).orElse(0L),
                shown.map(Shown::tier).orElse(0),
                shown.map(Shown::version).orElse(0),
                shown.map(Shown::admits).orElse(0),
                shown.map(each -> HexFormat.of().formatHex(each.proof().bytes())),
                doorway.device().value(),
                doorway.gate().value(),
                doorway.lane().value(),
                doorway.direction().name(),
                answer.at().toEpochMilli(),
                ClaimAnswer.of(answer.decision())));
    }

    static Answer read(PresentationId id, String text) {
        return Json.read(text, StoredAnswer.class).of(id);
    }

    private Answer of(PresentationId id) {
        return new Answer(
                id,
                event.flatMap(name -> proof.map(hex -> new Shown(
                        new EventId(name),
                        new PassNumber(pass),
                        tier,
                        version,
                        admits,
                        Proof.of(HexFormat.of().parseHex(hex))))),
                new Doorway(new DeviceId(device), new GateId(gate), new LaneId(lane), Direction.valueOf(direction)),
                Instant.ofEpochMilli(at),
                answer.decision());
    }
}
