package dev.turnstone.admission.pass;

import java.util.Optional;

/** The hash chain behind a live pass: made by the issuer, walked by the holder's page, checked by every gate. */
public record LiveChain(PassNumber number, int version, Link secret, int steps) {

    /** c_n, to be signed into the pass. */
    public Link anchor() {
        return secret.forward(number, version, steps);
    }

    /** What the holder's page shows in step i: c_(n-i). */
    public LiveCode codeAt(int step) {
        if (step < 0 || step > steps) {
            throw new IllegalArgumentException("step " + step + " of a chain of " + steps);
        }
        return new LiveCode(step, secret.forward(number, version, steps - step));
    }

    /**
     * Does the code belong to this pass? Hashed forward to the last code that was verified for it, if any, otherwise to
     * the anchor; a step before the last verified one never holds again. Whether the step is of this moment, the
     * {@link LiveSchedule} says.
     */
    public static boolean holds(PassBody body, LiveCode shown, Optional<LiveCode> lastVerified) {
        int from = lastVerified.map(LiveCode::step).orElse(0);
        Optional<Link> towards = lastVerified.map(LiveCode::link).or(body::anchor);
        return shown.step() >= from
                && towards.isPresent()
                && shown.link()
                        .forward(body.number(), body.version(), shown.step() - from)
                        .equals(towards.get());
    }
}
