package dev.turnstone.rehearsal.simulation;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.cli.UsageFault;
import dev.turnstone.platform.json.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code ./turnstone sim --seeds N [--from S]} and {@code sim --seed S --trace}. */
public final class SimCommand {
    private static final long MOST = 1_000_000_000L;

    private SimCommand() {}

    public static Command command() {
        return Command.named(
                        "sim",
                        "Simulate nights under seeds and check that no pass lets in more than it admits.",
                        SimCommand::run)
                .value("seeds", "N", "how many seeds to run (default: 100)")
                .value("from", "S", "the first of them (default: 1)")
                .value("seed", "S", "this one alone")
                .flag("trace", "say everything that happens; with --seed")
                .flag("json", "one JSON object a line")
                .example("./turnstone sim --seeds 200")
                .example("./turnstone sim --seed 17 --trace");
    }

    private static int run(Arguments given, PrintStream out, PrintStream err) {
        boolean one = given.has("seed");
        if (given.has("trace") && !one) {
            throw new UsageFault("--trace says everything of one night: give --seed S with it");
        }
        long from = one ? given.whole("seed", 1, 0, MOST) : given.whole("from", 1, 0, MOST);
        long seeds = one ? 1 : given.whole("seeds", 100, 1, MOST);
        Consumer<String> trace = given.has("trace") ? out::println : line -> {};
        long bad = 0;
        long crossings = 0;
        for (long seed = from; seed < from + seeds; seed++) {
            Night night = new Night(seed, trace);
            List<String> violations = night.run();
            crossings += night.crossings();
            if (!violations.isEmpty()) {
                bad++;
                tell(given, out, seed, violations);
            }
        }
        summarise(given, out, seeds, crossings, bad);
        return bad == 0 ? CommandLine.DONE : CommandLine.FAILED;
    }

    private static void tell(Arguments given, PrintStream out, long seed, List<String> violations) {
        for (String violation : violations) {
            out.println(
                    given.has("json")
                            ? Json.text(Map.of("seed", seed, "violation", violation))
                            : "seed " + seed + ": " + violation + " (./turnstone sim --seed " + seed + " --trace)");
        }
    }

    private static void summarise(Arguments given, PrintStream out, long seeds, long crossings, long bad) {
        if (given.has("json")) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("seeds", seeds);
            facts.put("crossings", crossings);
            facts.put("violated", bad);
            facts.put("ok", bad == 0);
            out.println(Json.text(facts));
        } else {
            out.println(seeds + " nights, " + crossings + " guests let in, "
                    + (bad == 0 ? "every promise held" : bad + " nights with a violation"));
        }
    }
}
