package dev.turnstone.rehearsal.check;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.json.Json;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./turnstone check}: what no compiler holds. */
public final class CheckCommand {
    private CheckCommand() {}

    public static Command command() {
        return Command.named(
                        "check",
                        "Look over the documents: features and their tests, links, and both languages.",
                        CheckCommand::run)
                .value("in", "FOLDER", "the checkout to look over (default: this one)")
                .flag("json", "one JSON object a line: check, where, what")
                .example("./turnstone check");
    }

    private static int run(Arguments given, PrintStream out, PrintStream err) {
        Path root = Path.of(given.text("in", System.getProperty("turnstone.home", "")))
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(root.resolve("pom.xml"))) {
            throw new CannotDo(root + " is no checkout of Turnstone.", "Run it as ./turnstone check.");
        }
        Map<String, List<Finding>> findings = findings(new Checkout(root));
        int faults = findings.values().stream().mapToInt(List::size).sum();
        findings.forEach((check, found) -> {
            if (given.has("json")) {
                found.forEach(finding -> out.println(
                        Json.text(Map.of("check", check, "where", finding.where(), "what", finding.what()))));
            } else {
                out.println((found.isEmpty() ? "ok    " : "WRONG ") + check);
                found.forEach(finding -> out.println("      " + finding));
            }
        });
        if (!given.has("json")) {
            out.println(faults == 0 ? "all well" : faults + " to mend");
        }
        return faults == 0 ? CommandLine.DONE : CommandLine.FAILED;
    }

    /** What each check found, in the order in which they are told. */
    static Map<String, List<Finding>> findings(Checkout checkout) {
        Map<String, List<Finding>> findings = new LinkedHashMap<>();
        findings.put("features", new FeatureTable(checkout).findings());
        findings.put("links", new Links(checkout).findings());
        findings.put("languages", new Bundles(checkout).findings());
        return findings;
    }
}
