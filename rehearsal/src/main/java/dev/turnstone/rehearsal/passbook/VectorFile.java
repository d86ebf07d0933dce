package dev.turnstone.rehearsal.passbook;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassFormat;
import dev.turnstone.platform.json.Json;
import dev.turnstone.rehearsal.passbook.Judge.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of passes with what each must be found to be, made by whoever wants to hold us to it. */
record VectorFile(List<Vector> vectors) {

    /**
     * @param format {@code static}, {@code live} or {@code bare live}
     * @param nowSecond when to judge; without it the moment does not matter
     */
    record Vector(
            String name,
            String text,
            Verdict verdict,
            String publicKeyHex,
            String format,
            String keyId,
            String passNumber,
            int tier,
            int version,
            int admits,
            Optional<Long> nowSecond,
            Optional<Long> epochSecond,
            Optional<Long> stepSeconds,
            Optional<Integer> steps,
            Optional<Integer> step) {

        /** Everything about which we and the file disagree. */
        List<String> mismatches() {
            Instant now = Instant.ofEpochSecond(nowSecond.orElse(0L));
            Finding finding = Judge.judge(text, PublicKey.fromHex(publicKeyHex), schedule(), now);
            List<String> mismatches = new ArrayList<>();
            if (!isUnderAnotherKey(finding)) {
                compare(mismatches, "verdict", verdict, finding.verdict());
            }
            finding.pass().ifPresent(pass -> compare(mismatches, "format", format, formatOf(pass)));
            // What a forger altered is a field as well, so only genuine signatures vouch for the fields.
            boolean vouched = verdict == Verdict.GENUINE || verdict == Verdict.STALE_CODE;
            if (vouched && finding.pass().isPresent()) {
                compareFields(mismatches, finding.pass().get());
            }
            return mismatches;
        }

        /** Held to one key alone, such a pass is nobody's; a gate with all keys says that it knows no such event. */
        private boolean isUnderAnotherKey(Finding finding) {
            return verdict == Verdict.UNKNOWN_EVENT
                    && finding.verdict() == Verdict.FORGED
                    && finding.pass()
                            .filter(pass -> !pass.body()
                                    .keyId()
                                    .equals(PublicKey.fromHex(publicKeyHex).id()))
                            .isPresent();
        }

        private void compareFields(List<String> mismatches, Pass pass) {
            compare(mismatches, "keyId", keyId, pass.body().keyId().toString());
            compare(mismatches, "passNumber", passNumber, pass.number().toString());
            compare(mismatches, "tier", tier, pass.body().tier());
            compare(mismatches, "version", version, pass.body().version());
            compare(mismatches, "admits", admits, pass.body().admits());
            // An altered step is stale exactly because it is not the one that was made.
            if (verdict == Verdict.GENUINE && step.isPresent() && pass.code().isPresent()) {
                compare(mismatches, "step", step.get(), pass.code().get().step());
            }
        }

        private Optional<LiveSchedule> schedule() {
            if (nowSecond.isEmpty() || epochSecond.isEmpty() || stepSeconds.isEmpty() || steps.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new LiveSchedule(
                    Instant.ofEpochSecond(epochSecond.get()), Duration.ofSeconds(stepSeconds.get()), steps.get()));
        }

        private static void compare(List<String> mismatches, String what, Object stated, Object found) {
            if (!stated.equals(found)) {
                mismatches.add(what + " is stated as " + stated + " and found to be " + found);
            }
        }
    }

    static VectorFile read(byte[] json) {
        return Json.read(json, VectorFile.class);
    }

    static String formatOf(Pass pass) {
        if (pass.body().format() == PassFormat.STATIC) {
            return "static";
        }
        return pass.isBareLive() ? "bare live" : "live";
    }
}
