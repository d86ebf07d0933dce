package dev.turnstone.admission.record;

import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.venue.EventId;

/** A genuine pass as a journal remembers it: enough to name it and to prove it was there, not enough to show it. */
public record Shown(EventId event, PassNumber number, int tier, int version, int admits, Proof proof) {

    public static Shown of(Genuine genuine) {
        PassBody body = genuine.pass().body();
        return new Shown(
                genuine.event(),
                body.number(),
                body.tier(),
                body.version(),
                body.admits(),
                Proof.of(genuine.pass().signature()));
    }
}
