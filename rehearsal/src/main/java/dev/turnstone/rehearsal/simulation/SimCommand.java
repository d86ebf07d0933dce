package dev.turnstone.rehearsal.simulation;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.cli.UsageFault;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.log.Logs;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** {@code ./turnstone sim --seeds N [--from S]} and {@code sim --seed S --trace}. */
public final class SimCommand {
    private static final long MOST = 1_000_000_000L;
    private static final int LAST_LINES = 40;
    /** From so many seeds on everything must have happened at least once. */
    private static final long ENOUGH = 200;

    private SimCommand() {}

    public static Command command() {
        return Command.named(
                        "sim",
                        "Simulate nights under seeds, with faults of every kind, and check promises 1 to 4.",
                        SimCommand::run)
                .value("seeds", "N", "how many seeds to run (default: 100)")
                .value("from", "S", "the first of them (default: 1)")
                .value("seed", "S", "this one alone")
                .value("plant", "BUG", "plant a bug, to see it found: " + plants())
                .flag("trace", "say everything that happens; with --seed")
                .flag("json", "one JSON object a line")
                .example("./turnstone sim --seeds 2000")
                .example("./turnstone sim --seed 17 --trace")
                .example("./turnstone sim --seeds 500 --plant silence-gives-back");
    }

    private static String plants() {
        StringBuilder all = new StringBuilder();
        for (Plant plant : Plant.values()) {
            all.append(all.isEmpty() ? "" : ", ").append(name(plant));
        }
        return all.toString();
    }

    private static String name(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Plant plant(Arguments given) {
        String wanted = given.text("plant", name(Plant.NONE));
        for (Plant plant : Plant.values()) {
            if (name(plant).equals(wanted)) {
                return plant;
            }
        }
        throw new UsageFault("there is no bug \"" + wanted + "\" to plant. There is " + plants() + ".");
    }

    private static int run(Arguments given, PrintStream out, PrintStream err) {
        Logs.silence();
        boolean one = given.has("seed");
        if (given.has("trace") && !one) {
            throw new UsageFault("--trace says everything of one night: give --seed S with it");
        }
        long from = one ? given.whole("seed", 1, 0, MOST) : given.whole("from", 1, 0, MOST);
        long seeds = one ? 1 : given.whole("seeds", 100, 1, MOST);
        Plant plant = plant(given);
        Consumer<String> trace = given.has("trace") ? out::println : line -> {};
        long bad = 0;
        long walked = 0;
        Map<Reached, Long> reached = new EnumMap<>(Reached.class);
        for (Reached each : Reached.values()) {
            reached.put(each, 0L);
        }
        for (long seed = from; seed < from + seeds; seed++) {
            Night night = new Night(seed, trace, plant);
            List<String> violations = night.run();
            walked += night.walked();
            night.reached().forEach(each -> reached.merge(each, 1L, Long::sum));
            if (!violations.isEmpty()) {
                bad++;
                tell(given, out, seed, plant, violations);
            }
        }
        List<Reached> never = seeds < ENOUGH || bad > 0
                ? List.of()
                : reached.entrySet().stream()
                        .filter(each -> each.getValue() == 0)
                        .map(Map.Entry::getKey)
                        .toList();
        summarise(given, out, new Summary(seeds, walked, bad, reached, never));
        return bad == 0 && never.isEmpty() ? CommandLine.DONE : CommandLine.FAILED;
    }

    private record Summary(long seeds, long walked, long bad, Map<Reached, Long> reached, List<Reached> never) {}

    /** The night again, and its last lines: what went before is there with {@code --trace}. */
    private static void tell(Arguments given, PrintStream out, long seed, Plant plant, List<String> violations) {
        if (given.has("json")) {
            out.println(Json.text(Map.of("seed", seed, "violation", violations.getFirst())));
            return;
        }
        if (!given.has("trace")) {
            Deque<String> last = new ArrayDeque<>();
            Consumer<String> keep = line -> {
                last.add(line);
                if (last.size() > LAST_LINES) {
                    last.removeFirst();
                }
            };
            var _ = new Night(seed, keep, plant).run();
            last.forEach(out::println);
        }
        out.println("seed " + seed + ": " + violations.getFirst() + " (./turnstone sim --seed " + seed
                + (plant == Plant.NONE ? "" : " --plant " + name(plant)) + " --trace)");
    }

    private static void summarise(Arguments given, PrintStream out, Summary summary) {
        if (given.has("json")) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("seeds", summary.seeds());
            facts.put("walked", summary.walked());
            facts.put("violated", summary.bad());
            facts.put("reached", summary.reached());
            facts.put("never", summary.never());
            facts.put("ok", summary.bad() == 0 && summary.never().isEmpty());
            out.println(Json.text(facts));
            return;
        }
        summary.reached()
                .forEach((what, nights) -> out.printf(Locale.ROOT, "%6d nights with %s%n", nights, name(what)));
        summary.never().forEach(what -> out.println("never reached: " + name(what)));
        out.println(summary.seeds() + " nights, " + summary.walked() + " guests let in, "
                + (summary.bad() == 0 ? "every promise held" : summary.bad() + " nights with a violation"));
    }
}
