package dev.turnstone.admission.decision;

import static dev.turnstone.admission.testing.Maguey.CLOSES;
import static dev.turnstone.admission.testing.Maguey.GATE_A;
import static dev.turnstone.admission.testing.Maguey.GATE_B;
import static dev.turnstone.admission.testing.Maguey.NINE;
import static dev.turnstone.admission.testing.Maguey.OPENS;
import static dev.turnstone.admission.testing.Maguey.WAY_OUT;
import static dev.turnstone.admission.testing.Passes.passes;
import static dev.turnstone.admission.testing.Scene.scene;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.OfflinePolicy;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.sheet.Window;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Scene;
import dev.turnstone.admission.venue.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every reason and every cause in one table, each beside the presentation nearest to it that is answered otherwise; what
 * hangs on the time is asked one second before its boundary, at it, and one second after. A reason or cause that is added
 * fails here until it has its line.
 */
class EveryAnswerTest {
    private static final String ADMITTED = "ADMITTED";
    private static final Pass SOLD = passes().sold();
    private static final Instant EIGHT = Scene.ago(Duration.ofHours(1));
    private static final Instant HALF_PAST = Scene.ago(Duration.ofMinutes(30));

    /** What only whoever acts on a decision can run into, and no rule gives: a disk that fails, a person who asks. */
    private static final Set<Cause> NOT_OF_THE_RULES = EnumSet.of(Cause.STORAGE_FAULT, Cause.MANUAL);

    /** One presentation and the word that answers it. */
    private record Line(String when, String word, Decision given) {}

    @Test
    void noReasonAndNoCauseIsWithoutItsLine() {
        Set<String> answered = lines().map(Line::word).collect(toSet());
        Stream.concat(
                        Arrays.stream(Reason.values()),
                        Arrays.stream(Cause.values()).filter(cause -> !NOT_OF_THE_RULES.contains(cause)))
                .map(Enum::name)
                .forEach(word -> assertTrue(answered.contains(word), word + " has no line in this table"));
    }

    @TestFactory
    Stream<DynamicTest> eachIsAnsweredAsItsLineSays() {
        return lines().map(line -> DynamicTest.dynamicTest(
                line.word() + ": " + line.when(), () -> assertEquals(line.word(), word(line.given()))));
    }

    private static Stream<Line> lines() {
        return Stream.of(
                        recognition(),
                        hours(),
                        keyWindow(),
                        tierWindow(),
                        standing(),
                        liveCode(),
                        place(),
                        uses(),
                        pause(),
                        day(),
                        clock(),
                        settings(),
                        cutOff())
                .flatMap(List::stream);
    }

    private static List<Line> recognition() {
        Pass foreign = passes().signedBy(PassSigner.fromSeed(Maguey.seed(2))).sold();
        Pass forged = new Pass(passes().admitting(9).sold().body(), SOLD.signature(), Optional.empty());
        return List.of(
                line("another code", Reason.NOT_A_PASS, ask("https://example.org", Freshness.FRESH)),
                line("a character short", Reason.NOT_A_PASS, ask(text(SOLD).substring(1), Freshness.FRESH)),
                line("another body under a signature", Reason.FORGED, ask(text(forged), Freshness.MAY_BE_STALE)),
                line("a key that we ought to have", Reason.UNKNOWN_EVENT, ask(text(foreign), Freshness.FRESH)),
                line("a key that may be new", Cause.KEYS_STALE, ask(text(foreign), Freshness.MAY_BE_STALE)),
                admitted("whole and signed", ask(text(SOLD), Freshness.FRESH)));
    }

    private static List<Line> hours() {
        return Stream.of(
                        around(
                                "doors",
                                OPENS,
                                Reason.NOT_YET,
                                null,
                                at -> scene().at(at).decide(SOLD)),
                        around(
                                "the end",
                                CLOSES,
                                null,
                                Reason.EXPIRED,
                                at -> scene().at(at).decide(SOLD)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Line> keyWindow() {
        Instant from = NINE.minusSeconds(10);
        Instant until = NINE.plusSeconds(10);
        EventKey key = new EventKey(Maguey.EVENT, Maguey.SIGNER.publicKey(), from, until);
        Function<Instant, Decision> given = at -> scene().at(at).decide(new Recognised.Genuine(SOLD, key));
        return Stream.of(
                        around("a key's first second", from, Reason.NOT_YET, null, given),
                        around("a key's end", until, null, Reason.EXPIRED, given))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Line> tierWindow() {
        Window early = new Window(OPENS, NINE.minusSeconds(600));
        Window late = new Window(NINE, NINE.plusSeconds(600));
        Scene scene = scene().sheet(Maguey.sheet(Tier.of(0, "Early or late").during(early, late)));
        Function<Instant, Decision> given = at -> scene.at(at).decide(SOLD);
        return Stream.of(
                        around("between two windows", early.until(), null, Reason.NOT_YET, given),
                        around("the second window", late.from(), Reason.NOT_YET, null, given),
                        around("after the last window", late.until(), null, Reason.EXPIRED, given))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Line> standing() {
        Scene seenTwo = scene().history(History.EMPTY.seenVersion(2));
        return List.of(
                line(
                        "refunded",
                        Reason.REVOKED,
                        scene().standing(new Standing.Revoked()).decide(SOLD)),
                line(
                        "stopped",
                        Reason.BLOCKED,
                        scene().standing(new Standing.Blocked("ask")).decide(SOLD)),
                line(
                        "a version below",
                        Reason.REISSUED,
                        seenTwo.decide(passes().version(1).sold())),
                admitted("that version", seenTwo.decide(passes().version(2).sold())),
                admitted("a version above", seenTwo.decide(passes().version(3).sold())));
    }

    private static List<Line> liveCode() {
        int step = 200;
        Instant start = Maguey.LIVE.startOf(step);
        Function<Instant, Decision> given = at -> scene().at(at).decide(passes().liveAt(step));
        Scene seen = scene().at(start)
                .history(History.EMPTY.verified(passes().chain().codeAt(step)));
        Scene required = scene().sheet(Maguey.sheet(Tier.of(0, "GA").requiringLive()));
        return Stream.of(
                        around("a step before its own", start.minusSeconds(30), Reason.STALE_CODE, null, given),
                        around("a step after its own", start.plusSeconds(60), null, Reason.STALE_CODE, given),
                        List.of(
                                line("on paper", Reason.STALE_CODE, scene().decide(passes().bareLive())),
                                line("static where live is required", Reason.STALE_CODE, required.decide(SOLD)),
                                line("a step back", Reason.STALE_CODE, seen.decide(passes().liveAt(step - 1))),
                                admitted("the same step again", seen.decide(passes().liveAt(step)))))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Line> place() {
        Scene onlyAtB = scene().sheet(Maguey.sheet(Tier.of(0, "VIP").onlyAt(GATE_B.gate())));
        return List.of(
                line("another gate", Reason.WRONG_GATE, onlyAtB.before(GATE_A).decide(SOLD)),
                admitted("its own gate", onlyAtB.before(GATE_B).decide(SOLD)),
                line("nobody more", Reason.FULL, scene().headroom(0).decide(SOLD)),
                admitted("one more", scene().headroom(1).decide(SOLD)),
                admitted(
                        "out of a full house",
                        scene().headroom(0).before(WAY_OUT).decide(SOLD)));
    }

    private static List<Line> uses() {
        Scene entered = scene().passed(GATE_A, EIGHT);
        Scene left = entered.passed(WAY_OUT, HALF_PAST);
        EntryRule again = EntryRule.afterExit();
        return List.of(
                line("everyone inside", Reason.ALREADY_INSIDE, entered.decide(SOLD)),
                admitted(
                        "one of a party outside",
                        entered.decide(passes().admitting(2).sold())),
                line("left for good", Reason.USED_UP, left.decide(SOLD)),
                admitted(
                        "left to come back",
                        left.sheet(Maguey.sheet().entryRule(again)).decide(SOLD)),
                line(
                        "granted elsewhere",
                        Cause.IN_DOUBT,
                        scene().open(GATE_B, HALF_PAST).decide(SOLD)));
    }

    private static List<Line> pause() {
        EntryRule rule = EntryRule.afterExit().pause(Duration.ofMinutes(10));
        Scene scene = scene().sheet(Maguey.sheet().entryRule(rule))
                .passed(GATE_A, EIGHT)
                .passed(WAY_OUT, HALF_PAST);
        return around(
                "the pause",
                HALF_PAST.plusSeconds(600),
                Reason.TOO_SOON,
                null,
                at -> scene.at(at).decide(SOLD));
    }

    /** The venue's day turns at six, and the festival is open through it. */
    private static List<Line> day() {
        Instant turn =
                LocalDate.of(2026, 11, 22).atTime(6, 0).atZone(Maguey.ZONE).toInstant();
        Sheet festival = Sheet.of(
                        Maguey.EVENT,
                        1,
                        "Festival",
                        "Maguey",
                        Maguey.ZONE,
                        OPENS,
                        turn.plusSeconds(3600),
                        List.of(Tier.of(0, "GA")))
                .entryRule(EntryRule.ONCE.perDay(1));
        EventKey key = new EventKey(Maguey.EVENT, Maguey.SIGNER.publicKey(), OPENS, turn.plusSeconds(3600));
        Scene scene = scene().sheet(festival).passed(GATE_A, turn.minusSeconds(1));
        Recognised.Genuine unlimited =
                new Recognised.Genuine(passes().unlimited().sold(), key);
        return around(
                "the turn of the day",
                turn,
                Reason.USED_UP,
                null,
                at -> scene.at(at).decide(unlimited));
    }

    private static List<Line> clock() {
        return List.of(
                line("doors within the doubt", Cause.CLOCK_UNTRUSTED, between(OPENS.minusSeconds(1), OPENS)),
                line("doors after the doubt", Reason.NOT_YET, between(OPENS.minusSeconds(2), OPENS.minusSeconds(1))),
                admitted("doors before the doubt", between(OPENS, OPENS.plusSeconds(1))));
    }

    private static List<Line> settings() {
        Sheet without = Sheet.of(Maguey.EVENT, 1, "n", "v", Maguey.ZONE, OPENS, CLOSES, List.of(Tier.of(0, "GA")));
        Known none = new Known(Freshness.FRESH, Optional.empty());
        return List.of(
                line(
                        "no sheet",
                        Cause.NO_SHEET,
                        AdmissionRules.decide(text(SOLD), none, GATE_A, TimeInterval.exactly(NINE))),
                line(
                        "a tier that it lacks",
                        Cause.NO_SHEET,
                        scene().decide(passes().tier(9).sold())),
                line(
                        "live without a schedule",
                        Cause.NO_SHEET,
                        scene().sheet(without).decide(passes().liveAt(5))));
    }

    private static List<Line> cutOff() {
        Tier open = Tier.of(0, "GA");
        return List.of(
                admitted("an open tier", offline(open, scene())),
                line("a staff tier", Cause.OFFLINE_POLICY, offline(open.offline(OfflinePolicy.STAFF), scene())),
                line("another's home", Cause.OFFLINE_POLICY, offline(open.atHomeAmong(GATE_B.device()), scene())),
                admitted("its home", offline(open.atHomeAmong(GATE_A.device()), scene())),
                line("another's word", Cause.OFFLINE_POLICY, offline(open, scene().passed(GATE_B, EIGHT))),
                line("our own word", Reason.ALREADY_INSIDE, offline(open, scene().passed(GATE_A, EIGHT))));
    }

    private static Decision between(Instant earliest, Instant latest) {
        return scene().between(earliest, latest).decide(SOLD);
    }

    private static Decision offline(Tier tier, Scene scene) {
        Scene there = scene.sheet(Maguey.sheet(tier));
        return OfflineRules.cutOff(there.decide(SOLD), SOLD.body(), tier, there.history(), there.doorway());
    }

    private static Decision ask(String text, Freshness freshness) {
        Known known = new Known(freshness, Optional.of(Maguey.sheet()));
        return AdmissionRules.decide(text, known, GATE_A, TimeInterval.exactly(NINE));
    }

    private static String text(Pass pass) {
        return PassCodec.encode(pass);
    }

    /** The second before the boundary, the boundary, and the second after; null = admitted. */
    private static List<Line> around(
            String what, Instant boundary, Reason before, Reason from, Function<Instant, Decision> given) {
        return List.of(
                new Line("a second before " + what, word(before), given.apply(boundary.minusSeconds(1))),
                new Line("to the second of " + what, word(from), given.apply(boundary)),
                new Line("a second after " + what, word(from), given.apply(boundary.plusSeconds(1))));
    }

    private static Line line(String when, Enum<?> word, Decision given) {
        return new Line(when, word.name(), given);
    }

    private static Line admitted(String when, Decision given) {
        return new Line(when, ADMITTED, given);
    }

    private static String word(Reason reason) {
        return reason == null ? ADMITTED : reason.name();
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Admit admit -> ADMITTED;
            case Decision.Refuse refuse -> refuse.reason().name();
            case Decision.Refer refer -> refer.cause().name();
        };
    }

    /** A gate that knows its keys, and a sheet or none. */
    private record Known(Freshness keysFreshness, Optional<Sheet> sheet) implements Knowledge {
        @Override
        public KeySet keys() {
            return Maguey.KEYS;
        }

        @Override
        public Optional<Sheet> sheet(EventId event) {
            return sheet;
        }

        @Override
        public History history(EventId event, PassNumber number) {
            return History.EMPTY;
        }
    }
}
