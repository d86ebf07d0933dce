package dev.turnstone.admission.decision;

import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.Doorway;
import java.time.Instant;
import java.util.Optional;

/**
 * May this pass enter here and now? The one answer that gate, hub and simulation share, from whatever each of them
 * knows. The first rule that has something to say decides:
 *
 * <pre>
 *   genuine ─► event and key window ─► revoked, version ─► live code ─► time window, gate ─► capacity ─► uses ─► Admit
 * </pre>
 *
 * A way out is never refused to a genuine pass, whatever else is known or not.
 */
public final class AdmissionRules {
    private AdmissionRules() {}

    /** The whole question, from scanned text to answer. */
    public static Decision decide(String text, Knowledge known, Doorway doorway, TimeInterval now) {
        return switch (Recognition.recognise(text, known.keys(), known.keysFreshness())) {
            case Recognised.Unrecognised unrecognised -> unrecognised.decision();
            case Genuine genuine -> decide(genuine, known, doorway, now);
        };
    }

    /** The question about a pass already recognised, with everything looked up. */
    public static Decision decide(Genuine genuine, Knowledge known, Doorway doorway, TimeInterval now) {
        if (!doorway.leadsIn()) {
            return leave(genuine);
        }
        Optional<Sheet> sheet = known.sheet(genuine.event());
        return sheet.isPresent()
                ? decide(
                        genuine,
                        sheet.get(),
                        known.history(genuine.event(), genuine.pass().number()),
                        known.headroom(sheet.get(), doorway),
                        doorway,
                        now)
                : new Decision.Refer(Cause.NO_SHEET);
    }

    public static Decision decide(
            Genuine genuine, Sheet sheet, History history, Headroom headroom, Doorway doorway, TimeInterval now) {
        if (!doorway.leadsIn()) {
            return leave(genuine);
        }
        Optional<Tier> tier = sheet.tier(genuine.pass().body().tier());
        if (tier.isEmpty() || !sheet.isUnderstood()) {
            return new Decision.Refer(Cause.NO_SHEET);
        }
        return overInterval(new Case(genuine, sheet, tier.get(), history, headroom, doorway), now);
    }

    /** Nobody is kept inside by a sheet that has not come, a window that has closed, or a clock. */
    private static Decision leave(Genuine genuine) {
        return new Decision.Admit(0, genuine.pass().body().admits());
    }

    /**
     * The answer for every instant that now may be. It can change only at the boundaries that the case names, so it is
     * asked once at the beginning and once at each boundary inside; only where these differ is the clock to blame.
     */
    private static Decision overInterval(Case presented, TimeInterval now) {
        Decision first = presented.decideAt(now.earliest());
        if (now.earliest().equals(now.latest())) {
            return first;
        }
        for (Instant boundary : presented.boundaries(now.latest())) {
            boolean inside = boundary.isAfter(now.earliest()) && !boundary.isAfter(now.latest());
            if (inside && !presented.decideAt(boundary).equals(first)) {
                return new Decision.Refer(Cause.CLOCK_UNTRUSTED);
            }
        }
        return first;
    }
}
