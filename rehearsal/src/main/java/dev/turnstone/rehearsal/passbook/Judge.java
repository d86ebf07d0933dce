package dev.turnstone.rehearsal.passbook;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.LiveCode;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassFormat;
import java.time.Instant;
import java.util.Optional;

/** Judges a text with the very code that a gate uses: first the shape, then the signature, then the live code. */
final class Judge {
    private Judge() {}

    /**
     * @param why in words
     * @param pass what was read, if it had the shape of a pass
     */
    record Finding(Verdict verdict, String why, Optional<Pass> pass) {}

    static Finding judge(String text, PublicKey key, Optional<LiveSchedule> schedule, Instant now) {
        return switch (PassCodec.decode(text)) {
            case Decoded.NotAPass not -> new Finding(Verdict.NOT_A_PASS, words(not.why()), Optional.empty());
            case Decoded.Read read -> judge(read.pass(), key, schedule, now);
        };
    }

    private static Finding judge(Pass pass, PublicKey key, Optional<LiveSchedule> schedule, Instant now) {
        if (!pass.isSignedBy(key)) {
            boolean named = key.id().equals(pass.body().keyId());
            String why = named
                    ? "the signature is not the key's"
                    : "it names key " + pass.body().keyId() + ", this is " + key.id();
            return found(Verdict.FORGED, why, pass);
        }
        if (pass.body().format() == PassFormat.STATIC) {
            return found(Verdict.GENUINE, "signed by the key", pass);
        }
        Optional<LiveCode> code = pass.code();
        if (code.isEmpty()) {
            return found(Verdict.STALE_CODE, "a live pass without its code, as in mail and print", pass);
        }
        if (!LiveChain.holds(pass.body(), code.get(), Optional.empty())) {
            return found(Verdict.STALE_CODE, "the code does not lead to the anchor at its step", pass);
        }
        int step = code.get().step();
        if (schedule.isPresent() && !schedule.get().allows(step, now)) {
            long current = schedule.get().stepAt(now);
            return found(Verdict.STALE_CODE, "the code is of step " + step + ", it is now step " + current, pass);
        }
        return found(Verdict.GENUINE, "signed by the key, and the code is the anchor's", pass);
    }

    private static Finding found(Verdict verdict, String why, Pass pass) {
        return new Finding(verdict, why, Optional.of(pass));
    }

    static String words(Decoded.Why why) {
        return switch (why) {
            case NOT_BASE45 -> "it is not Base45";
            case UNKNOWN_FORMAT -> "its first byte names no format of ours";
            case WRONG_LENGTH -> "it has more or fewer bytes than its format";
            case OUT_OF_RANGE -> "a field holds what no issuer may write";
        };
    }
}
