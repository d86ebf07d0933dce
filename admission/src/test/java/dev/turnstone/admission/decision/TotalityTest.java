package dev.turnstone.admission.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.OfflinePolicy;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.sheet.Window;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Scene;
import dev.turnstone.admission.testing.Seeds;
import dev.turnstone.admission.venue.Doorway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever is asked, there is an answer, always the same one, and never a generous one. */
class TotalityTest {
    private static final List<Doorway> DOORWAYS = List.of(Maguey.GATE_A, Maguey.GATE_B, Maguey.WAY_OUT);

    @Test
    void everyQuestionHasOneAnswer() {
        Seeds.each(20_000, random -> {
            Scene scene = anyScene(random);
            Pass pass = anyPass(random);
            Decision decision = scene.decide(pass);
            assertNotNull(decision);
            assertEquals(decision, scene.decide(pass));
            assertNotNull(OfflineRules.cutOff(
                    decision, pass.body(), scene.sheet().tiers().getFirst(), scene.history(), scene.doorway()));
        });
    }

    @Test
    void whateverAnotherDevicesClockSaidThereIsAnAnswer() {
        List<Instant> clocks = List.of(Instant.MIN, Instant.EPOCH, Maguey.NINE, Instant.MAX);
        Seeds.each(5_000, random -> {
            Scene scene = anyScene(random);
            for (int count = random.nextInt(4); count > 0; count--) {
                Doorway where = DOORWAYS.get(random.nextInt(DOORWAYS.size()));
                scene = scene.passed(where, clocks.get(random.nextInt(clocks.size())));
            }
            assertNotNull(scene.decide(anyPass(random)));
        });
    }

    @Test
    void knowingOfOneMoreEntryNeverAdmitsWhoWasNotAdmittedBefore() {
        Seeds.each(10_000, random -> {
            Scene scene = anyScene(random);
            Pass pass = anyPass(random);
            Instant now = scene.now().earliest();
            Scene oneMore = scene.passed(Maguey.GATE_A, now);
            if (oneMore.decide(pass) instanceof Admit) {
                assertTrue(scene.decide(pass) instanceof Admit, scene.toString());
            }
        });
    }

    @Test
    void anAdmittedEntryIsNeverBeyondWhatThePassAdmits() {
        Seeds.each(10_000, random -> {
            Scene scene = anyScene(random);
            Pass pass = anyPass(random);
            if (scene.decide(pass) instanceof Admit(int ordinal, int of) && of > 0) {
                int first = scene.doorway().leadsIn() ? 1 : 0;
                assertTrue(first <= ordinal && ordinal <= of, ordinal + " of " + of);
                assertEquals(pass.body().admits(), of);
            }
        });
    }

    private static Scene anyScene(RandomGenerator random) {
        Instant now = Maguey.NINE.plusSeconds(random.nextInt(-20_000, 30_000));
        Scene scene = new Scene(
                anySheet(random),
                History.EMPTY.seenVersion(random.nextInt(3)).standing(anyStanding(random)),
                new Headroom(random.nextInt(-1, 3)),
                DOORWAYS.get(random.nextInt(DOORWAYS.size())),
                random.nextBoolean()
                        ? TimeInterval.exactly(now)
                        : TimeInterval.around(now, Duration.ofSeconds(random.nextInt(100))));
        for (int count = random.nextInt(5); count > 0; count--) {
            Doorway where = DOORWAYS.get(random.nextInt(DOORWAYS.size()));
            Instant when = now.minusSeconds(random.nextInt(20_000));
            scene = random.nextInt(4) == 0 ? scene.open(where, when) : scene.passed(where, when);
        }
        return scene;
    }

    private static Sheet anySheet(RandomGenerator random) {
        Tier tier = new Tier(
                0,
                "any",
                random.nextInt(5) == 0,
                List.of(OfflinePolicy.values()).get(random.nextInt(3)),
                random.nextInt(4) == 0 ? List.of(Maguey.GATE_B.gate()) : List.of(),
                List.of(Maguey.GATE_A.device()),
                random.nextInt(4) == 0 ? List.of(new Window(Maguey.OPENS, Maguey.NINE)) : List.of(),
                List.of(),
                Optional.empty(),
                "");
        EntryRule rule = random.nextBoolean() ? EntryRule.ONCE : EntryRule.afterExit();
        return Maguey.sheet(tier)
                .entryRule(
                        rule.pause(Duration.ofSeconds(random.nextInt(2) * 600L)).perDay(random.nextInt(4)));
    }

    private static Standing anyStanding(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Standing.Revoked();
            case 1 -> new Standing.Blocked("note");
            default -> new Standing.Valid();
        };
    }

    private static Pass anyPass(RandomGenerator random) {
        return READY[random.nextInt(READY.length)];
    }

    /** Signing is slow, and what is signed makes the difference. */
    private static final Pass[] READY = {
        Passes.passes().sold(),
        Passes.passes().version(2).sold(),
        Passes.passes().admitting(3).sold(),
        Passes.passes().unlimited().sold(),
        Passes.passes().tier(9).sold(),
        Passes.passes().bareLive(),
        Passes.passes().liveAt((int) Maguey.LIVE.stepAt(Maguey.NINE)),
        Passes.passes().liveAt(3)
    };
}
