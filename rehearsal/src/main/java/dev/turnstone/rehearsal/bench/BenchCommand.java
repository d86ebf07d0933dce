package dev.turnstone.rehearsal.bench;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.log.Logs;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code ./turnstone bench}: prints every figure, and succeeds only where all are within their budgets. */
public final class BenchCommand {
    private final List<Bench> benches;

    public BenchCommand(List<Bench> benches) {
        this.benches = List.copyOf(benches);
    }

    public Command command() {
        return Command.named("bench", "Measure the hot paths against a limit taken in the same run.", this::run)
                .operand("[NAME]")
                .value("images", "DIR", "decode: photographs and an index.tsv with the text of each")
                .value("minutes", "N", "soak: how long (default: 30)")
                .flag("json", "one JSON object a line: name, value, unit, limit, ratio, budget, ok")
                .example("./turnstone bench pass")
                .example("./turnstone bench lane --json");
    }

    private int run(Arguments given, PrintStream out, PrintStream err) {
        Logs.configure("bench");
        boolean ok = true;
        for (Bench bench : chosen(given.operand())) {
            err.println("measuring " + bench.name() + " …");
            for (Measure measure : bench.run(given)) {
                ok &= measure.ok();
                out.println(given.has("json") ? Json.text(measure) : line(measure));
            }
        }
        return ok ? CommandLine.DONE : CommandLine.FAILED;
    }

    private List<Bench> chosen(Optional<String> name) {
        List<Bench> chosen = benches.stream()
                .filter(bench -> name.map(bench.name()::equals).orElse(bench.isShort()))
                .toList();
        if (chosen.isEmpty()) {
            throw new CannotDo(
                    "There is no bench \"" + name.orElse("") + "\".",
                    "There is " + benches.stream().map(Bench::name).collect(Collectors.joining(", ")) + ".");
        }
        return chosen;
    }

    private static String line(Measure measure) {
        String against = measure.limit().isPresent()
                ? "%.3f × %.3f %s"
                        .formatted(measure.ratio().orElse(0.0), measure.limit().get(), measure.unit())
                : "";
        String budget = measure.budget().map("budget %.3f"::formatted).orElse("");
        return String.format(
                Locale.ROOT,
                "%-4s %-28s %12.3f %-10s %-24s %s",
                measure.ok() ? "ok" : "OVER",
                measure.name(),
                measure.value(),
                measure.unit(),
                against,
                budget);
    }
}
