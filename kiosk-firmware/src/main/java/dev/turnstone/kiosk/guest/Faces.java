package dev.turnstone.kiosk.guest;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.kiosk.guest.Face.Mood;
import dev.turnstone.kiosk.guest.Face.Shape;
import dev.turnstone.kiosk.guest.Line.Blank;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Says a decision to a guest: what happened and what to do next, never whose fault it is. Whatever the system could
 * not decide looks and sounds like ours to solve, and nothing like a refusal.
 */
public final class Faces {
    public static final Face IDLE = Face.plain(Mood.IDLE, Line.of("idle.title"), Line.of("idle.detail"));
    public static final Face IDLE_OUT = Face.plain(Mood.IDLE, Line.of("exit.title"), Line.of("exit.detail"));
    public static final Face READING = Face.plain(Mood.READING, Line.of("idle.title"), Line.of("reading"));
    public static final Face MOMENT = Face.plain(Mood.MOMENT, Line.of("moment.title"), Line.of("moment.detail"));

    /** The grant ran out and nobody had walked. */
    public static final Face AGAIN =
            Face.answer(Mood.ELSEWHERE, Shape.CLOCK, Line.of("again.title"), Line.of("again.detail"), Line.NOTHING);

    /** The barrier cannot be released here and now. */
    public static final Face CLOSED = Face.answer(
            Mood.STAFF, Shape.PERSON, Line.of("closed.title"), Line.of("closed.detail"), Line.of("staff.next"));

    /** Nobody is let in here for now; the lane rests like this until it serves again. */
    public static final Face OUT_OF_SERVICE =
            Face.answer(Mood.STAFF, Shape.PERSON, Line.of("closed.title"), Line.of("closed.detail"), Line.NOTHING);

    /** The gate cannot see: staff let guests in, by the same rules. */
    public static final Face BLIND = Face.answer(
            Mood.STAFF, Shape.PERSON, Line.of("blind.title"), Line.of("blind.detail"), Line.of("staff.next"));

    /** Staff have the ticket on their screen. */
    public static final Face LOOKED_AT = Face.answer(
            Mood.STAFF, Shape.PERSON, Line.of("looked-at.title"), Line.of("looked-at.detail"), Line.NOTHING);

    /** Staff hold the lane open for everyone. */
    public static final Face OPEN = Face.answer(
                    Mood.WELCOME, Shape.TICK, Line.of("open.title"), Line.NOTHING, Line.of("open.next"))
            .withArrow();

    public static final Face EMERGENCY = Face.answer(
                    Mood.EMERGENCY, Shape.EXIT, Line.of("emergency.title"), Line.of("emergency.detail"), Line.NOTHING)
            .withArrow();

    /** Of two moments closer than this nobody asks which day is meant. */
    private static final Duration SAME_NIGHT = Duration.ofHours(16);

    private static final int MOST_GATES_NAMED = 3;
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Faces() {}

    /** @param now as the guest's watch shows it */
    public static Face of(Decision decision, Direction direction, ZonedDateTime now) {
        return switch (decision) {
            case Admit admit -> admitted(admit, direction);
            case Refuse refuse -> refused(refuse, now);
            case Refer refer -> referred(refer);
        };
    }

    /** Three letters that name a presentation well enough for one evening at one lane. */
    public static String reference(PresentationId presentation) {
        return reference(presentation.seq());
    }

    /** The same, of a presentation of this lane's own journal. */
    public static String reference(long seq) {
        StringBuilder letters = new StringBuilder(3);
        for (int shift = 10; shift >= 0; shift -= 5) {
            letters.append(CROCKFORD.charAt((int) (seq >> shift) & 31));
        }
        return letters.toString();
    }

    private static Face admitted(Admit admit, Direction direction) {
        if (direction == Direction.OUT) {
            return Face.answer(
                            Mood.WELCOME, Shape.TICK, Line.of("farewell.title"), Line.NOTHING, Line.of("farewell.next"))
                    .withArrow();
        }
        Face welcome = Face.answer(
                        Mood.WELCOME, Shape.TICK, Line.of("welcome.title"), Line.NOTHING, Line.of("welcome.next"))
                .withArrow();
        return admit.of() > 1 ? welcome.withParty(admit.ordinal(), admit.of()) : welcome;
    }

    private static Face refused(Refuse refuse, ZonedDateTime now) {
        return switch (refuse.reason()) {
            case NOT_A_PASS -> no("not-a-pass.title", Line.of("not-a-pass.detail"), "not-a-pass.next");
            case FORGED -> no("forged.title", Line.of("forged.detail"), "forged.next");
            case UNKNOWN_EVENT -> no("another-event.title", Line.of("another-event.detail"), "staff.desk");
            case EXPIRED -> no("expired.title", timed("expired.detail", refuse.hint(), now), "staff.desk");
            case NOT_YET ->
                go(Shape.CLOCK, "not-yet.title", timed("not-yet.detail", refuse.hint(), now), "not-yet.next");
            case WRONG_GATE -> elsewhere(refuse.hint());
            case REVOKED -> no("revoked.title", Line.of("revoked.detail"), "staff.desk");
            case REISSUED -> no("reissued.title", Line.of("reissued.detail"), "reissued.next");
            case STALE_CODE -> go(Shape.CLOCK, "stale-code.title", Line.of("stale-code.detail"), "stale-code.next");
            case ALREADY_INSIDE -> no("used.title", seen(refuse.hint(), now), "used.next");
            case USED_UP -> no("used-up.title", seen(refuse.hint(), now), "used.next");
            case TOO_SOON ->
                go(Shape.CLOCK, "too-soon.title", timed("too-soon.detail", refuse.hint(), now), "not-yet.next");
            case FULL -> go(Shape.CLOCK, "full.title", Line.of("full.detail"), "full.next");
            // The note is for staff: a guest is not told on a screen why they were stopped.
            case BLOCKED -> staff(Line.NOTHING, "staff.next");
        };
    }

    private static Face referred(Refer refer) {
        return switch (refer.cause()) {
            case OFFLINE_POLICY ->
                refer.hint() instanceof Hint.Home(DeviceId device)
                        ? go(
                                        Shape.ARROW,
                                        Line.of("home.title", gateOf(device)),
                                        Line.of("home.detail"),
                                        "wrong-gate.next")
                                .withArrow()
                        : staff(Line.of("staff.detail"), "staff.next");
            case CLOCK_UNTRUSTED, KEYS_STALE, NO_SHEET, IN_DOUBT, STORAGE_FAULT, MANUAL ->
                staff(Line.of("staff.detail"), "staff.next");
        };
    }

    private static Face no(String title, Line detail, String next) {
        return Face.answer(Mood.REFUSED, Shape.BAR, Line.of(title), detail, Line.of(next));
    }

    private static Face go(Shape shape, String title, Line detail, String next) {
        return go(shape, Line.of(title), detail, next);
    }

    private static Face go(Shape shape, Line title, Line detail, String next) {
        return Face.answer(Mood.ELSEWHERE, shape, title, detail, Line.of(next));
    }

    private static Face staff(Line detail, String next) {
        return Face.answer(Mood.STAFF, Shape.PERSON, Line.of("staff.title"), detail, Line.of(next));
    }

    private static Face elsewhere(Hint hint) {
        List<GateId> gates = hint instanceof Hint.Gates(List<GateId> named) ? named : List.of();
        Line title = switch (gates.size()) {
            case 0 -> Line.of("wrong-gate.plain");
            case 1 -> Line.of("wrong-gate.title", gates.getFirst().value());
            default ->
                Line.of(
                        "wrong-gate.titles",
                        gates.stream()
                                .limit(MOST_GATES_NAMED)
                                .map(GateId::value)
                                .collect(Collectors.joining(" · ")));
        };
        return go(Shape.ARROW, title, Line.of("wrong-gate.detail"), "wrong-gate.next")
                .withArrow();
    }

    private static Line seen(Hint hint, ZonedDateTime now) {
        return hint instanceof Hint.Seen(GateId gate, Instant at)
                ? Line.filled("used.where", moment(at, now), new Blank.Word(gate.value()))
                : Line.NOTHING;
    }

    private static Line timed(String key, Hint hint, ZonedDateTime now) {
        if (hint instanceof Hint.Time(Instant at)) {
            Blank.Moment moment = moment(at, now);
            return Line.filled(moment.sameNight() ? key : key + ".day", moment);
        }
        return Line.NOTHING;
    }

    private static Blank.Moment moment(Instant at, ZonedDateTime now) {
        boolean sameNight = Duration.between(at, now.toInstant()).abs().compareTo(SAME_NIGHT) < 0;
        return new Blank.Moment(at.atZone(now.getZone()).toLocalDateTime(), sameNight);
    }

    /** Devices are named after their gates: gate-b watches gate B. */
    private static String gateOf(DeviceId device) {
        String name = device.value();
        return name.startsWith("gate-") ? name.substring("gate-".length()).toUpperCase(Locale.ROOT) : name;
    }
}
