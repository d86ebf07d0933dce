package dev.turnstone.rehearsal.torture;

import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.rehearsal.torture.TortureCommand.Ordeal;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** All that is done to a gate: a recorded life with its power cut a hundred times, then kill after kill. */
final class GateOrdeal {
    static final int CUTS = 100;
    private static final int RECORDED_GUESTS = 25;
    private static final int TELL_EVERY = 25;

    private GateOrdeal() {}

    static Ordeal run(Path folder, int rounds, long seed, InstantSource clock, PrintStream progress)
            throws IOException, InterruptedException {
        if (!canRecord()) {
            throw new CannotDo(
                    "The power cannot be cut without strace, which records what a gate writes.",
                    "On Debian or Ubuntu: apt-get install strace.");
        }
        SplittableRandom lives = new SplittableRandom(seed);
        try (GateTorture torture = new GateTorture(folder, seed, rounds, clock, List.of())) {
            Path recording = folder.resolve("recording");
            progress.println("recording a gate that lets " + RECORDED_GUESTS + " guests in …");
            torture.acquaint(Recording.tracer(recording, torture.files()), RECORDED_GUESTS);
            progress.println("cutting its power at " + CUTS + " places …");
            List<String> wrong = cut(torture, recording, CUTS, folder, lives.split(), clock.instant());
            for (int round = 1; round <= rounds && wrong.isEmpty(); round++) {
                torture.round(GateTorture.Life.drawn(lives));
                if (round % TELL_EVERY == 0) {
                    progress.println(
                            round + " of " + rounds + " kills, the relay has risen " + torture.rises() + " times …");
                }
            }
            if (wrong.isEmpty()) {
                wrong = torture.verdict();
            }
            String kept =
                    torture.rises() + " rises of the relay each once in the hub's ledger, " + CUTS + " power cuts";
            return new Ordeal(rounds, torture.kills(), kept, wrong);
        }
    }

    /** What is wrong after so many cuts of a recorded life. */
    static List<String> cut(
            GateTorture torture, Path recording, int cuts, Path folder, SplittableRandom random, Instant now)
            throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Roster roster = torture.roster()) {
            PowerCuts powerCuts = torture.powerCuts(recording, roster, now);
            for (int cut = 0; cut < cuts; cut++) {
                wrong.addAll(powerCuts.cut(cut, folder.resolve("cut-" + cut), random));
            }
        }
        return wrong;
    }

    static boolean canRecord() {
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .map(place -> new File(place, "strace"))
                .anyMatch(File::canExecute);
    }
}
