package dev.turnstone.admission.testing;

import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.pass.Link;
import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;

/** {@code passes().admitting(4).version(2).sold()}: a pass of the Maguey's, signed. */
public record Passes(PassSigner signer, PassNumber number, int tier, int version, int admits) {
    private static final Link SECRET = new Link(0x5ec7e7L, 0x0ddL);

    public static Passes passes() {
        return new Passes(Maguey.SIGNER, new PassNumber(0x9E3779B97F4A7C15L), 0, 1, 1);
    }

    public Passes signedBy(PassSigner other) {
        return new Passes(other, number, tier, version, admits);
    }

    public Passes numbered(long other) {
        return new Passes(signer, new PassNumber(other), tier, version, admits);
    }

    public Passes tier(int index) {
        return new Passes(signer, number, index, version, admits);
    }

    public Passes version(int other) {
        return new Passes(signer, number, tier, other, admits);
    }

    public Passes admitting(int people) {
        return new Passes(signer, number, tier, version, people);
    }

    public Passes unlimited() {
        return admitting(PassBody.UNLIMITED);
    }

    /** Static. */
    public Pass sold() {
        return signer.sign(PassBody.ofStatic(signer.keyId(), number, tier, version, admits));
    }

    public LiveChain chain() {
        return new LiveChain(number, version, SECRET, LiveSchedule.USUAL_STEPS);
    }

    public Pass bareLive() {
        return signer.sign(PassBody.ofLive(signer.keyId(), number, tier, version, admits, chain().anchor()));
    }

    /** As a phone shows it in this step. */
    public Pass liveAt(int step) {
        return bareLive().withCode(chain().codeAt(step));
    }

    public Genuine genuine() {
        return Maguey.genuine(sold());
    }
}
