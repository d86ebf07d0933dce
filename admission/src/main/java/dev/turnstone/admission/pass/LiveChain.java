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
     *
     * @param lastVerified of this pass number; one of a version before is of another chain, and holds nobody up
     */
    public static boolean holds(PassBody body, LiveCode shown, Optional<LiveCode> lastVerified) {
        Optional<LiveCode> anchor = body.anchor().map(end -> new LiveCode(0, end));
        if (lastVerified.isEmpty()) {
            return anchor.filter(end -> leadsTo(body, shown, end)).isPresent();
        }
        return leadsTo(body, shown, lastVerified.get())
                || anchor.filter(end -> !leadsTo(body, lastVerified.get(), end) && leadsTo(body, shown, end))
                        .isPresent();
    }

    private static boolean leadsTo(PassBody body, LiveCode later, LiveCode earlier) {
        int steps = later.step() - earlier.step();
        return steps >= 0
                && later.link().forward(body.number(), body.version(), steps).equals(earlier.link());
    }
}
