package dev.turnstone.rehearsal.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.turnstone.rehearsal.torture.GateTorture.Hub;
import dev.turnstone.rehearsal.torture.GateTorture.Kill;
import dev.turnstone.rehearsal.torture.GateTorture.Life;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slice of {@code ./turnstone torture gate}; and that it finds a gate out which releases before it has written. */
class GateTortureTest {
    private static final Path SCRIBE =
            Path.of("turnstile-controller/src/main/java/dev/turnstone/turnstile/journal/Scribe.java");
    private static final Path SQLITE = Path.of("platform/src/main/java/dev/turnstone/platform/store/Sqlite.java");

    private final InstantSource clock = InstantSource.system();
    private final long seed = new SplittableRandom().nextLong(1_000_000);

    @TempDir
    Path folder;

    @Test
    void everyReleaseIsInTheHubsLedgerOnceHoweverTheGateWasKilled() throws Exception {
        SplittableRandom lives = new SplittableRandom(seed);
        try (GateTorture torture = new GateTorture(folder, seed, 5, clock, List.of())) {
            torture.acquaint(List.of(), 1);
            torture.round(new Life(Hub.AWAY, Kill.AT_THE_RELAY));
            torture.round(new Life(Hub.REACHED, Kill.AT_THE_RELAY));
            for (int round = 0; round < 3; round++) {
                torture.round(Life.drawn(lives));
            }
            assertEquals(List.of(), torture.verdict(), "seed " + seed);
            assertTrue(torture.rises() >= 3, "seed " + seed);
        }
    }

    @Test
    void aGateThatReleasesBeforeItsIntentIsWrittenIsFoundOut() throws Exception {
        Path fault = PlantedFault.compiled(
                SCRIBE,
                Map.of(
                        "!waiting.offer(new Task(stamped(intent, now), Optional.of(presentation)))",
                        "!tellsTooEarly(presentation, intent, now)",
                        "public void settle(Fact ending, Now now) {",
                        "public void settle(Fact ending, Now now) { unwritten.forEach(waiting::offer); unwritten.clear();",
                        "private HybridTime clock;",
                        """
                        private HybridTime clock;
                        private final List<Task> unwritten = new ArrayList<>();

                        private boolean tellsTooEarly(PresentationId presentation, Fact.Intent intent, Now now) {
                            unwritten.add(new Task(stamped(intent, now), Optional.empty()));
                            listener.recorded(presentation);
                            return true;
                        }
                        """),
                folder.resolve("fault"));
        try (GateTorture torture = new GateTorture(folder, seed, 1, clock, List.of(fault))) {
            torture.acquaint(List.of(), 1);
            torture.round(new Life(Hub.AWAY, Kill.AT_THE_RELAY));
            List<String> wrong = torture.verdict();
            assertFalse(wrong.isEmpty(), "seed " + seed);
            assertTrue(wrong.getFirst().contains("the ledger has 0 entries of it"), wrong.toString());
        }
    }

    @Test
    void noPowerCutTakesAReleaseBackAndADiskThatIsNotWaitedForIsFoundOut() throws Exception {
        assumeTrue(GateOrdeal.canRecord(), "strace is not here: apt-get install strace");
        assertEquals(List.of(), cuts(folder.resolve("right"), List.of()), "seed " + seed);

        Path fault = PlantedFault.compiled(
                SQLITE,
                Map.of("SQLiteConfig.SynchronousMode.FULL", "SQLiteConfig.SynchronousMode.OFF"),
                folder.resolve("fault"));
        assertFalse(cuts(folder.resolve("wrong"), List.of(fault)).isEmpty(), "seed " + seed);
    }

    private List<String> cuts(Path here, List<Path> classesFirst) throws Exception {
        try (GateTorture torture = new GateTorture(here, seed, 0, clock, classesFirst)) {
            Path recording = here.resolve("recording");
            torture.acquaint(Recording.tracer(recording, torture.files()), 5);
            return GateOrdeal.cut(torture, recording, 20, here, new SplittableRandom(seed), clock.instant());
        }
    }
}
