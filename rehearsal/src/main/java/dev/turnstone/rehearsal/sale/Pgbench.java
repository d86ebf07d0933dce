package dev.turnstone.rehearsal.sale;

import dev.turnstone.platform.cli.CannotDo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load program, as far as it is installed. */
record Pgbench(Path program) {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    static Optional<Pgbench> find() {
        Stream<Path> onThePath = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .map(Path::of);
        return Stream.concat(onThePath, debian())
                .map(folder -> folder.resolve("pgbench"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Pgbench::new);
    }

    private static Stream<Path> debian() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Stream.of();
        }
        try (Stream<Path> found = Files.list(versions)) {
            return found.sorted(Comparator.reverseOrder()).map(version -> version.resolve("bin")).toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    /** Transactions a second of so many clients for so long. */
    double rate(Path script, int port, int clients, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--file=" + script,
                        "--client=" + clients,
                        "--jobs=2",
                        "--time=" + seconds,
                        "--host=localhost",
                        "--port=" + port,
                        "--username=postgres",
                        "postgres"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(said);
        if (process.waitFor() != 0 || !rate.find()) {
            throw new CannotDo("pgbench did not run the purchase's statements: " + said.strip(), "See " + script + ".");
        }
        return Double.parseDouble(rate.group(1));
    }
}
