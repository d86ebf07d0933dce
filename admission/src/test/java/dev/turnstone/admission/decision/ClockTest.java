package dev.turnstone.admission.decision;

import static dev.turnstone.admission.testing.Maguey.CLOSES;
import static dev.turnstone.admission.testing.Maguey.GATE_A;
import static dev.turnstone.admission.testing.Maguey.NINE;
import static dev.turnstone.admission.testing.Maguey.OPENS;
import static dev.turnstone.admission.testing.Maguey.WAY_OUT;
import static dev.turnstone.admission.testing.Passes.passes;
import static dev.turnstone.admission.testing.Scene.scene;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.sheet.Window;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Scene;
import dev.turnstone.admission.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device without a clock battery knows an interval; only where that matters, a person decides. */
class ClockTest {
    private static final Decision UNTRUSTED = new Refer(Cause.CLOCK_UNTRUSTED);

    @Test
    void anIntervalWithinTheEventDecidesLikeAnInstant() {
        assertEquals(
                new Admit(1, 1), scene().between(OPENS, CLOSES.minusMillis(1)).decide(passes().sold()));
    }

    @Test
    void anIntervalAcrossDoorsIsUntrustedToTheMillisecond() {
        assertEquals(UNTRUSTED, scene().between(OPENS.minusMillis(1), OPENS).decide(passes().sold()));
        assertEquals(
                new Refuse(Reason.NOT_YET, new Hint.Time(OPENS)),
                scene().between(OPENS.minusSeconds(9), OPENS.minusMillis(1)).decide(passes().sold()));
        assertEquals(UNTRUSTED, scene().between(CLOSES.minusMillis(1), CLOSES).decide(passes().sold()));
    }

    @Test
    void anAnswerThatIsTheSameAtBothEndsAndDiffersBetweenIsUntrusted() {
        Window gap = new Window(NINE.plusSeconds(60), NINE.plusSeconds(120));
        Tier twice = Tier.of(0, "GA").during(new Window(OPENS, gap.from()), new Window(gap.until(), CLOSES));
        assertEquals(
                UNTRUSTED,
                scene().sheet(Maguey.sheet(twice))
                        .between(NINE, NINE.plusSeconds(300))
                        .decide(passes().sold()));
    }

    @Test
    void aLiveCodeThatIsStaleAtBothEndsAndGoodBetweenIsUntrusted() {
        int step = (int) Maguey.LIVE.stepAt(NINE);
        assertEquals(
                UNTRUSTED,
                scene().between(NINE.minusSeconds(3600), NINE.plusSeconds(3600)).decide(passes().liveAt(step)));
    }

    @Test
    void aLiveCodeIsTrustedWithinItsStepsAndNoFurther() {
        int step = 300;
        Instant from = Maguey.LIVE.startOf(step - 1);
        Instant until = Maguey.LIVE.startOf(step + 2);
        Pass pass = passes().liveAt(step);
        assertEquals(
                new Admit(1, 1), scene().between(from, until.minusMillis(1)).decide(pass));
        assertEquals(UNTRUSTED, scene().between(from, until).decide(pass));
        assertEquals(UNTRUSTED, scene().between(from.minusMillis(1), from).decide(pass));
    }

    @Test
    void whatDoesNotDependOnTheTimeNeedsNoClock() {
        Instant never = Instant.parse("2020-01-01T00:00:00Z");
        Instant ever = Instant.parse("2030-01-01T00:00:00Z");
        assertEquals(
                new Admit(0, 1), scene().before(WAY_OUT).between(never, ever).decide(passes().sold()));
        assertEquals(
                new Refer(Cause.NO_SHEET),
                scene().between(never, ever).decide(passes().tier(9).sold()));
    }

    @Test
    void theEndOfAPauseWithinTheIntervalIsUntrusted() {
        Instant eight = Scene.ago(Duration.ofHours(1));
        Scene scene = scene().sheet(
                        Maguey.sheet().entryRule(EntryRule.afterExit().pause(Duration.ofMinutes(30))))
                .passed(GATE_A, eight.minusSeconds(60))
                .passed(WAY_OUT, eight);
        Instant free = eight.plusSeconds(1800);
        assertEquals(UNTRUSTED, scene.between(free.minusMillis(1), free).decide(passes().sold()));
        assertEquals(new Admit(1, 1), scene.between(free, NINE).decide(passes().sold()));
    }

    @Test
    void theTurnOfTheDayWithinTheIntervalIsUntrusted() {
        Instant turn =
                LocalDate.of(2026, 11, 21).atTime(6, 0).atZone(Maguey.ZONE).toInstant();
        Sheet festival = Sheet.of(
                Maguey.EVENT, 1, "n", "v", Maguey.ZONE, turn.minusSeconds(7200), CLOSES, List.of(Tier.of(0, "GA")));
        Scene scene =
                scene().sheet(festival.entryRule(EntryRule.ONCE.perDay(1))).passed(GATE_A, turn.minusSeconds(3600));
        Pass unlimited = passes().unlimited().sold();
        assertEquals(UNTRUSTED, scene.between(turn.minusMillis(1), turn).decide(unlimited));
        assertEquals(new Admit(2, 0), scene.between(turn, turn.plusMillis(1)).decide(unlimited));
    }

    @Test
    void theEndOfAnUnlimitedPassesPauseWithinTheIntervalIsUntrusted() {
        Instant eight = Scene.ago(Duration.ofHours(1));
        Scene scene = scene().sheet(Maguey.sheet().entryRule(EntryRule.ONCE.pause(Duration.ofMinutes(30))))
                .passed(GATE_A, eight);
        Instant free = eight.plusSeconds(1800);
        Pass unlimited = passes().unlimited().sold();
        assertEquals(UNTRUSTED, scene.between(free.minusMillis(1), free).decide(unlimited));
        assertEquals(new Admit(2, 0), scene.between(free, NINE).decide(unlimited));
    }

    @Test
    void anIntervalAnswersAsEveryInstantInsideItWould() {
        Pass pass = passes().liveAt((int) Maguey.LIVE.stepAt(NINE));
        Tier tier = Tier.of(0, "GA").during(new Window(NINE.minusSeconds(40), NINE.plusSeconds(40)));
        Scene scene = scene().sheet(Maguey.sheet(tier));
        Seeds.each(300, random -> {
            Instant earliest = NINE.plusSeconds(random.nextInt(-120, 120));
            int width = random.nextInt(120);
            Decision answer =
                    scene.between(earliest, earliest.plusSeconds(width)).decide(pass);
            Decision first = scene.at(earliest).decide(pass);
            boolean same = true;
            for (int second = 1; second <= width; second++) {
                same &= scene.at(earliest.plusSeconds(second)).decide(pass).equals(first);
            }
            assertEquals(same ? first : UNTRUSTED, answer, earliest + " for " + width + " s");
        });
    }

    @Test
    void anIntervalDoesNotEndBeforeItBegins() {
        assertThrows(IllegalArgumentException.class, () -> new TimeInterval(NINE, NINE.minusMillis(1)));
        assertEquals(NINE, TimeInterval.around(NINE, Duration.ofSeconds(5)).middle());
        assertEquals(
                Duration.ofSeconds(10),
                TimeInterval.around(NINE, Duration.ofSeconds(5)).width());
    }
}
