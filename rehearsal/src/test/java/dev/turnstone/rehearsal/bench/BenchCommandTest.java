package dev.turnstone.rehearsal.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void everyFigureWithinItsBudgetSucceeds() {
        assertEquals(CommandLine.DONE, bench(Measure.against("work", 11, "µs", 10, 1.15)));
        assertTrue(out.toString(UTF_8).startsWith("ok   work"));
    }

    @Test
    void oneFigureOverItsBudgetFails() {
        assertEquals(
                CommandLine.FAILED,
                bench(Measure.within("memory", 5, "MB", 5), Measure.against("work", 12, "µs", 10, 1.15)));
    }

    @Test
    void jsonHasOneObjectALineWithEveryField() {
        bench("--json", Measure.against("work", 11, "µs", 10, 1.15));
        JsonNode line = Json.read(out.toByteArray(), JsonNode.class);
        assertEquals(
                "{\"name\":\"work\",\"value\":11.0,\"unit\":\"µs\",\"limit\":10.0,\"ratio\":1.1,\"budget\":1.15,\"ok\":true}",
                line.toString());
    }

    @Test
    void aBenchThatDoesNotExistIsNotPassedOver() {
        assertEquals(CommandLine.FAILED, run("bench", "nothing"));
    }

    private int bench(Measure... measures) {
        return bench("", measures);
    }

    private int bench(String flag, Measure... measures) {
        return run(flag.isEmpty() ? List.of("bench") : List.of("bench", flag), measures);
    }

    private int run(String... words) {
        return run(List.of(words));
    }

    private int run(List<String> words, Measure... measures) {
        Bench bench = new Bench() {
            @Override
            public String name() {
                return "some";
            }

            @Override
            public List<Measure> run(Arguments given) {
                return List.of(measures);
            }
        };
        PrintStream to = new PrintStream(out, true, UTF_8);
        PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        return new CommandLine("./turnstone", List.of(new BenchCommand(List.of(bench)).command())).run(words, to, err);
    }
}
