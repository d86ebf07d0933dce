package dev.turnstone.rehearsal.torture;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.cli.UsageFault;
import dev.turnstone.platform.json.Json;
import dev.turnstone.rehearsal.sale.SaleTorture;
import dev.turnstone.rehearsal.stage.Folders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** {@code ./turnstone torture WHAT --rounds N [--seed S]}. */
public final class TortureCommand {
    private static final String JOURNAL = "journal";
    private static final String GATE = "gate";
    private static final String HUB = "hub";
    private static final String RACE = "race";

    private final InstantSource clock;

    private TortureCommand(InstantSource clock) {
        this.clock = clock;
    }

    public static Command command(InstantSource clock) {
        return Command.named(
                        "torture",
                        "Kill parts at random instants and check that nothing acknowledged is lost (journal, gate, hub, race, sale).",
                        new TortureCommand(clock)::run)
                .operand("WHAT")
                .value("rounds", "N", "how many kills (default: 20)")
                .value("seed", "S", "repeats the same lives (default: another each time)")
                .flag("json", "one JSON object a line")
                .example("./turnstone torture journal --rounds 50")
                .example("./turnstone torture gate --rounds 300")
                .example("./turnstone torture hub --rounds 300")
                .example("./turnstone torture race --rounds 10000")
                .example("./turnstone torture sale --rounds 1000");
    }

    /** What was done to a part, and what came of it. */
    record Ordeal(int rounds, long kills, String kept, List<String> wrong) {}

    private int run(Arguments given, PrintStream out, PrintStream err) throws IOException, InterruptedException {
        String what = given.operand("WHAT");
        int rounds = given.integer("rounds", 20, 1, 1_000_000);
        long seed =
                given.whole("seed", RandomGenerator.getDefault().nextLong(1_000_000), Long.MIN_VALUE, Long.MAX_VALUE);
        Path folder = Files.createTempDirectory("turnstone-torture-");
        Ordeal ordeal = switch (what) {
            case JOURNAL -> journal(folder, rounds, seed);
            case GATE -> GateOrdeal.run(folder, rounds, seed, clock, err);
            case HUB -> HubTorture.run(folder, rounds, seed, clock);
            case RACE -> RaceTorture.run(folder, rounds, seed, clock);
            case SaleTorture.NAME -> {
                var end = SaleTorture.run(folder, rounds, seed, clock);
                yield new Ordeal(end.rounds(), end.kills(), end.kept(), end.wrong());
            }
            default ->
                throw new UsageFault("torture knows journal, gate, hub, race and sale, not '" + what
                        + "': nothing was tried and nothing is claimed.");
        };
        tell(given, out, what, seed, ordeal);
        if (!ordeal.wrong.isEmpty()) {
            err.println("What was left is in " + folder + ".");
            return CommandLine.FAILED;
        }
        Folders.delete(folder);
        return CommandLine.DONE;
    }

    private static Ordeal journal(Path folder, int rounds, long seed) throws IOException, InterruptedException {
        JournalTorture torture = new JournalTorture(folder, seed);
        for (int round = 1; round <= rounds; round++) {
            List<String> wrong = torture.round();
            if (!wrong.isEmpty()) {
                return told(torture, round, wrong);
            }
        }
        return told(torture, rounds, List.of());
    }

    private static Ordeal told(JournalTorture torture, int round, List<String> wrong) {
        return new Ordeal(round, torture.kills(), torture.acknowledged() + " entries acknowledged", wrong);
    }

    private static void tell(Arguments given, PrintStream out, String what, long seed, Ordeal ordeal) {
        List<String> wrong = ordeal.wrong;
        if (given.has("json")) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("what", what);
            facts.put("rounds", ordeal.rounds);
            facts.put("kills", ordeal.kills);
            facts.put("kept", ordeal.kept);
            facts.put("violations", wrong);
            facts.put("seed", seed);
            facts.put("ok", wrong.isEmpty());
            out.println(Json.text(facts));
            return;
        }
        wrong.forEach(each -> out.println("round " + ordeal.rounds + ": " + each));
        out.println(what + ": " + ordeal.kills + " kills, " + ordeal.kept + ", "
                + (wrong.isEmpty() ? "none lost" : wrong.size() + " violations") + " (seed " + seed + ")");
    }
}
