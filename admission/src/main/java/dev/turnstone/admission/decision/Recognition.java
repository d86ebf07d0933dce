package dev.turnstone.admission.decision;

import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.decision.Recognised.Unrecognised;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassFormat;
import java.util.List;

/** The first question about a scanned text: is it genuine, and of which event? */
public final class Recognition {
    private Recognition() {}

    public static Recognised recognise(String text, KeySet keys, Freshness freshness) {
        return switch (PassCodec.decode(text)) {
            case Decoded.NotAPass notAPass -> new Unrecognised(new Decision.Refuse(Reason.NOT_A_PASS));
            case Decoded.Read read -> recognise(read.pass(), keys, freshness);
        };
    }

    public static Recognised recognise(Pass pass, KeySet keys, Freshness freshness) {
        List<EventKey> candidates = keys.withId(pass.body().keyId());
        boolean beyond = false;
        for (EventKey key : candidates) {
            if (pass.isSignedBy(key.key())) {
                if (isWithin(key, pass.body())) {
                    return new Genuine(pass, key);
                }
                beyond = true;
            }
        }
        if (candidates.isEmpty()) {
            return unless(freshness, Reason.UNKNOWN_EVENT);
        }
        // More may have been delegated to the key since; a signature that is nobody's stays so.
        return beyond ? unless(freshness, Reason.FORGED) : new Unrecognised(new Decision.Refuse(Reason.FORGED));
    }

    private static Recognised unless(Freshness freshness, Reason reason) {
        return new Unrecognised(
                switch (freshness) {
                    case FRESH -> new Decision.Refuse(reason);
                    case MAY_BE_STALE -> new Decision.Refer(Cause.KEYS_STALE);
                });
    }

    /** A hub's key vouches only for what was delegated to it; beyond that its signature is nobody's. */
    private static boolean isWithin(EventKey key, PassBody body) {
        return key.delegation().isEmpty() || (body.format() == PassFormat.STATIC && key.maySign(body.tier()));
    }

    /** Whether a key that we do not have can be one that we should have. */
    public enum Freshness {
        /** The set was confirmed just now by whoever publishes it. */
        FRESH,
        /** A newer set may exist that has not reached us. */
        MAY_BE_STALE
    }
}
