package dev.turnstone.admission.wire;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.GateId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The hub's answer to a claim: a {@link Decision} laid flat.
 *
 * @param answer {@code granted} with ordinal and of, {@code refused} with reason, or {@code referred} with cause
 * @param gate with {@code at}: the entry that stands in the way
 * @param gates where it would be admitted
 * @param device at which device it would be admitted while the hub is away
 */
public record ClaimAnswer(
        String answer,
        Optional<Integer> ordinal,
        Optional<Integer> of,
        Optional<String> reason,
        Optional<String> cause,
        Optional<String> gate,
        Optional<Instant> at,
        Optional<List<String>> gates,
        Optional<String> device,
        Optional<String> note) {
    public static final String GRANTED = "granted";
    public static final String REFUSED = "refused";
    public static final String REFERRED = "referred";
    /** What a journal entry has room for. */
    static final int HIGHEST_ORDINAL = 0xffff;

    public ClaimAnswer {
        Check.word("answer", answer);
        ordinal.ifPresent(value -> Check.between("ordinal", value, 0, HIGHEST_ORDINAL));
        of.ifPresent(value -> Check.between("of", value, 0, PassBody.MOST_ADMITS));
        gate.ifPresent(GateId::new);
        at.ifPresent(value -> Check.instant("at", value));
        gates = Check.atMost("gates", gates, Limits.GATES);
        gates.ifPresent(names -> names.forEach(GateId::new));
        device.ifPresent(DeviceId::new);
        note.ifPresent(value -> Check.text("note", value, Limits.TEXT));
    }

    public static ClaimAnswer of(Decision decision) {
        return switch (decision) {
            case Admit admit -> flat(GRANTED, Optional.of(admit), Optional.empty(), Optional.empty(), Hint.NONE);
            case Refuse refuse ->
                flat(REFUSED, Optional.empty(), Optional.of(refuse.reason().name()), Optional.empty(), refuse.hint());
            case Refer refer ->
                flat(
                        REFERRED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(refer.cause().name()),
                        refer.hint());
        };
    }

    /** @throws IllegalArgumentException where the answer is not one that this version understands */
    public Decision decision() {
        return switch (answer) {
            case GRANTED -> new Admit(required("ordinal", ordinal), required("of", of));
            case REFUSED -> new Refuse(Reason.valueOf(required("reason", reason)), hint());
            case REFERRED -> new Refer(Cause.valueOf(required("cause", cause)), hint());
            default -> throw new IllegalArgumentException("unknown answer \"" + answer + "\"");
        };
    }

    private Hint hint() {
        if (gate.isPresent() && at.isPresent()) {
            return new Hint.Seen(new GateId(gate.get()), at.get());
        }
        return at.<Hint>map(Hint.Time::new)
                .or(() -> gates.map(
                        names -> new Hint.Gates(names.stream().map(GateId::new).toList())))
                .or(() -> device.map(name -> new Hint.Home(new DeviceId(name))))
                .or(() -> note.map(Hint.Note::new))
                .orElse(Hint.NONE);
    }

    private static ClaimAnswer flat(
            String answer, Optional<Admit> admit, Optional<String> reason, Optional<String> cause, Hint hint) {
        Optional<String> gate = Optional.empty();
        Optional<Instant> at = Optional.empty();
        Optional<List<String>> gates = Optional.empty();
        Optional<String> device = Optional.empty();
        Optional<String> note = Optional.empty();
        switch (hint) {
            case Hint.None none -> {}
            case Hint.Seen seen -> {
                gate = Optional.of(seen.gate().value());
                at = Optional.of(seen.at());
            }
            case Hint.Time time -> at = Optional.of(time.at());
            case Hint.Gates open ->
                gates = Optional.of(open.gates().stream().map(GateId::value).toList());
            case Hint.Home home -> device = Optional.of(home.device().value());
            case Hint.Note written -> note = Optional.of(written.text());
        }
        return new ClaimAnswer(
                answer, admit.map(Admit::ordinal), admit.map(Admit::of), reason, cause, gate, at, gates, device, note);
    }

    private static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException("the answer lacks " + name));
    }
}
