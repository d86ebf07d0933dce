package dev.turnstone.rehearsal.torture;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.cli.UsageFault;
import dev.turnstone.platform.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** {@code ./turnstone torture WHAT --rounds N [--seed S]}. */
public final class TortureCommand {
    private static final String JOURNAL = "journal";

    private TortureCommand() {}

    public static Command command() {
        return Command.named(
                        "torture",
                        "Kill parts at random instants and check that nothing acknowledged is lost (so far: journal).",
                        TortureCommand::run)
                .operand("WHAT")
                .value("rounds", "N", "how many kills (default: 20)")
                .value("seed", "S", "repeats the same lives (default: another each time)")
                .flag("json", "one JSON object a line")
                .example("./turnstone torture journal --rounds 50");
    }

    private static int run(Arguments given, PrintStream out, PrintStream err) throws IOException, InterruptedException {
        String what = given.operand("WHAT");
        if (!what.equals(JOURNAL)) {
            throw new UsageFault("torture knows how to kill a journal so far, not '" + what
                    + "'. Hub and cloud will follow: nothing was tried and nothing is claimed.");
        }
        int rounds = given.integer("rounds", 20, 1, 1_000_000);
        long seed =
                given.whole("seed", RandomGenerator.getDefault().nextLong(1_000_000), Long.MIN_VALUE, Long.MAX_VALUE);
        Path folder = Files.createTempDirectory("turnstone-torture-");
        JournalTorture torture = new JournalTorture(folder, seed);
        for (int round = 1; round <= rounds; round++) {
            List<String> wrong = torture.round();
            if (!wrong.isEmpty()) {
                tell(given, out, round, torture, seed, wrong);
                err.println("What was left is in " + folder + ".");
                return CommandLine.FAILED;
            }
        }
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        tell(given, out, rounds, torture, seed, List.of());
        return CommandLine.DONE;
    }

    private static void tell(
            Arguments given, PrintStream out, int rounds, JournalTorture torture, long seed, List<String> wrong) {
        if (given.has("json")) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("what", JOURNAL);
            facts.put("rounds", rounds);
            facts.put("kills", torture.kills());
            facts.put("acknowledged", torture.acknowledged());
            facts.put("violations", wrong);
            facts.put("seed", seed);
            facts.put("ok", wrong.isEmpty());
            out.println(Json.text(facts));
            return;
        }
        wrong.forEach(each -> out.println("round " + rounds + ": " + each));
        out.println(JOURNAL + ": " + torture.kills() + " kills, " + torture.acknowledged() + " entries acknowledged, "
                + (wrong.isEmpty() ? "none lost" : wrong.size() + " violations") + " (seed " + seed + ")");
    }
}
