package dev.turnstone.kiosk.staff;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.Ruling;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.platform.text.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says to staff what the machine knows: the same as the guest is told, and why. */
record Wording(Messages.Texts texts, ZoneId zone) {

    /** Which colour and shape go with the words; the words say it too. */
    enum Mood {
        WELCOME,
        ELSEWHERE,
        REFUSED,
        STAFF,
        QUIET;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String shape() {
            return switch (this) {
                case WELCOME -> "tick";
                case ELSEWHERE -> "clock";
                case REFUSED -> "bar";
                case STAFF, QUIET -> "person";
            };
        }
    }

    record Said(Mood mood, String title, String detail) {}

    Said of(Decision decision) {
        return switch (decision) {
            case Admit admit -> new Said(Mood.WELCOME, texts.get("decision.admit"), "");
            case Refuse refuse -> new Said(mood(refuse), texts.get("reason." + refuse.reason()), detail(refuse.hint()));
            case Refer refer -> {
                String detail = detail(refer.hint());
                yield new Said(
                        Mood.STAFF,
                        texts.get("cause." + refer.cause()),
                        detail.isEmpty() ? texts.get("cause." + refer.cause() + ".why") : detail);
            }
        };
    }

    private static Mood mood(Refuse refuse) {
        return switch (refuse.reason()) {
            case NOT_YET, WRONG_GATE, STALE_CODE, TOO_SOON, FULL -> Mood.ELSEWHERE;
            case BLOCKED -> Mood.STAFF;
            case NOT_A_PASS, FORGED, UNKNOWN_EVENT, EXPIRED, REVOKED, REISSUED, ALREADY_INSIDE, USED_UP -> Mood.REFUSED;
        };
    }

    private String detail(Hint hint) {
        return switch (hint) {
            case Hint.None none -> "";
            case Hint.Seen(GateId gate, Instant at) -> texts.get("hint.seen", day(at), gate.value());
            case Hint.Time(Instant at) -> day(at);
            case Hint.Gates gates ->
                texts.get(
                        "hint.gates", gates.gates().stream().map(GateId::value).collect(Collectors.joining(", ")));
            case Hint.Home home -> texts.get("hint.home", home.device().value());
            case Hint.Note(String text) -> text;
        };
    }

    Said of(TodayLog.Line line) {
        Said said = switch (line.what()) {
            case TodayLog.What.Released released -> new Said(Mood.QUIET, texts.get("log.released"), "");
            case TodayLog.What.Ended(Passage passage, Basis basis) -> ended(passage, basis, line.direction());
            case TodayLog.What.Away(Decision decision) -> of(decision);
            case TodayLog.What.Crossed(var how) -> new Said(Mood.QUIET, texts.get("crossing." + how), "");
            case TodayLog.What.OnlyRuled ruled -> new Said(Mood.QUIET, texts.get("log.ruled"), "");
        };
        return line.ruled()
                .map(ruled -> new Said(
                        ruled.ruling() == Ruling.GIVEN_BACK ? Mood.QUIET : said.mood(),
                        said.title(),
                        texts.get("ruling." + ruled.ruling(), ruled.staff(), ruled.why())))
                .orElse(said);
    }

    /** Staff see on whose word it was where it was not the hub's; a ruling says that by itself. */
    private Said ended(Passage passage, Basis basis, Direction direction) {
        String whose = basis == Basis.ALONE ? texts.get("log.alone") : "";
        return switch (passage) {
            case COMPLETED ->
                new Said(Mood.WELCOME, texts.get(direction == Direction.IN ? "log.in" : "log.out"), whose);
            case ABANDONED -> new Said(Mood.QUIET, texts.get("log.abandoned"), "");
            case FORCED -> new Said(Mood.ELSEWHERE, texts.get("log.forced"), whose);
            case UNKNOWN -> new Said(Mood.STAFF, texts.get("log.unknown"), texts.get("log.unknown.why"));
        };
    }

    String clock(Instant at) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", texts.language().locale())
                .format(at.atZone(zone));
    }

    String minute(Instant at) {
        return DateTimeFormatter.ofPattern("HH:mm", texts.language().locale()).format(at.atZone(zone));
    }

    String day(Instant at) {
        return DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", texts.language().locale())
                .format(at.atZone(zone));
    }
}
