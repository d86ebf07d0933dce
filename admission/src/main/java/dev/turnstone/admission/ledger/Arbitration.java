package dev.turnstone.admission.ledger;

import dev.turnstone.admission.decision.AdmissionRules;
import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.Doorway;
import java.time.Instant;
import java.util.Optional;

/**
 * How the hub answers a claim: with the same rules as a gate, from everyone's records. Pure: whoever calls makes the
 * {@link Verdict} durable, tells the ledger of its grant, and only then answers.
 */
public final class Arbitration {
    private Arbitration() {}

    /**
     * An answer, and what has to be durable before it may be given.
     *
     * @param grant what is to become durable and then part of the ledger; empty where nothing new was granted
     */
    public record Verdict(Decision decision, Optional<Granted> grant) {}

    /**
     * @param known whose histories come from the ledger, without this presentation
     * @param row what the ledger already holds of this very presentation
     */
    public static Verdict judge(String pass, Knowledge known, Optional<Row> row, Doorway doorway, Instant now) {
        return judge(Recognition.recognise(pass, known.keys(), known.keysFreshness()), known, row, doorway, now);
    }

    /** The same of a pass that has been recognised before its turn came. */
    public static Verdict judge(Recognised pass, Knowledge known, Optional<Row> row, Doorway doorway, Instant now) {
        Optional<Verdict> settled = row.flatMap(held -> settled(held, pass));
        return settled.isPresent() ? settled.get() : judge(pass, known, doorway, now);
    }

    private static Verdict judge(Recognised pass, Knowledge known, Doorway doorway, Instant now) {
        return switch (pass) {
            case Recognised.Unrecognised unrecognised -> new Verdict(unrecognised.decision(), Optional.empty());
            case Genuine genuine ->
                of(AdmissionRules.decide(genuine, known, doorway, TimeInterval.exactly(now)), genuine, doorway, now);
        };
    }

    private static Verdict of(Decision decision, Genuine genuine, Doorway doorway, Instant now) {
        return new Verdict(
                decision,
                decision instanceof Decision.Admit(int ordinal, int of)
                        ? Optional.of(new Granted(Shown.of(genuine), doorway, ordinal, now))
                        : Optional.empty());
    }

    /**
     * The same id again gets the same grant, if it is for the same pass: a device that shows another one under it has
     * lost count, and nothing is spent. One that its device has settled without us gets none any more: nobody would
     * ever say what came of it. One of which only the intent has overtaken the claim is judged like any other.
     */
    private static Optional<Verdict> settled(Row row, Recognised pass) {
        boolean another = pass instanceof Genuine genuine
                && row.shown().filter(shown -> !shown.equals(Shown.of(genuine))).isPresent();
        if (row.granted().isPresent() && !another) {
            Granted granted = row.granted().get();
            Decision same =
                    new Decision.Admit(granted.ordinal(), granted.shown().admits());
            return Optional.of(new Verdict(same, Optional.empty()));
        }
        return another || row.end().isPresent() || row.superseded()
                ? Optional.of(new Verdict(new Decision.Refer(Cause.IN_DOUBT), Optional.empty()))
                : Optional.empty();
    }
}
