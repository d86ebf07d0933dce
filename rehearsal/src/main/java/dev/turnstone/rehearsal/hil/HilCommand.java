package dev.turnstone.rehearsal.hil;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.cli.UsageFault;
import dev.turnstone.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code ./turnstone hil}: makes the machine, boots it, and passes on what its checks say, a line each. */
public final class HilCommand {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private HilCommand() {}

    public static Command command() {
        return Command.named(
                        "hil",
                        "Check lane and camera on a real Linux kernel: relay, sensors, fire, crashes, a code filmed.",
                        HilCommand::run)
                .flag("break", "wire the relay wrongly, to see the checks fail")
                .value("only", "PART", "lane, camera or daemon: the others are left out")
                .flag("json", "one JSON object a line")
                .example("./turnstone hil");
    }

    private static int run(Arguments arguments, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        if (!System.getProperty("os.arch").equals("amd64")) {
            throw new CannotDo(
                    "The virtual machine of hil is for 64-bit PCs, and this is " + System.getProperty("os.arch") + ".",
                    "Run it on a PC; on a Raspberry Pi the lane itself can be tested.");
        }
        Path home = Path.of(System.getProperty("turnstone.home", ".")).toAbsolutePath();
        Path folder = Files.createDirectories(home.resolve(".turnstone/hil"));
        for (String script : List.of("machine.sh", "init.sh", "guest.sh")) {
            unpack(script, folder);
        }
        prepare(folder);
        settings(folder, arguments.has("break"), only(arguments));
        err.println("hil: booting (about three minutes in software emulation)");
        return boot(folder, arguments.has("json"), out, err);
    }

    private static String only(Arguments arguments) {
        String part = arguments.optional("only").orElse("");
        if (!part.isEmpty() && !List.of("lane", "camera", "daemon").contains(part)) {
            throw new UsageFault("--only takes lane, camera or daemon, not " + part + ".");
        }
        return part;
    }

    private static void unpack(String script, Path folder) throws IOException {
        Path file = folder.resolve(script);
        try (InputStream packed = Objects.requireNonNull(HilCommand.class.getResourceAsStream("/hil/" + script))) {
            Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void prepare(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(folder.resolve("machine.sh").toString(), "prepare", folder.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new CannotDo(
                    "The virtual machine could not be made.",
                    "It needs Debian or Ubuntu on a 64-bit PC, the network, and about 1.5 GB in " + folder + ".");
        }
    }

    /** What guest.sh must know, beside it; both are read through the mounted outer machine. */
    private static void settings(Path folder, boolean broken, String only) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classes = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
        Files.writeString(folder.resolve("settings"), """
                JAVA='%s'
                CLASSES='%s'
                BREAK='%s'
                ONLY='%s'
                """.formatted(java, classes, broken ? "relay" : "", only));
    }

    private static int boot(Path folder, boolean json, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        Process machine = new ProcessBuilder(
                        folder.resolve("machine.sh").toString(),
                        "boot",
                        folder.toString(),
                        folder.resolve("guest.sh").toString())
                .redirectErrorStream(true)
                .start();
        Thread watchdog = Thread.ofVirtual().start(() -> endIfTooLong(machine));
        int passed = 0;
        int failed = 0;
        boolean ended = false;
        boolean armed = false;
        boolean outlived = false;
        StringBuilder log = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(machine.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.append(line).append('\n');
                passed += line.startsWith("PASS ") ? 1 : 0;
                failed += line.startsWith("FAIL ") ? 1 : 0;
                ended |= line.startsWith("HIL-END 0");
                armed |= line.startsWith("HIL-WATCHDOG armed");
                outlived |= line.startsWith("HIL-WATCHDOG outlived");
                if (line.startsWith("PASS ") || line.startsWith("FAIL ")) {
                    out.println(json ? json(line) : line);
                }
            }
        } finally {
            machine.destroyForcibly();
            watchdog.interrupt();
        }
        Files.writeString(folder.resolve("console.log"), log);
        if (armed) {
            String line = (outlived ? "FAIL " : "PASS ") + "a hardware watchdog that nobody feeds resets the machine";
            out.println(json ? json(line) : line);
            passed += outlived ? 0 : 1;
            failed += outlived ? 1 : 0;
        }
        boolean well = ended && armed && failed == 0;
        err.printf(
                "hil: %d passed, %d failed%s%n",
                passed,
                failed,
                ended || failed > 0 ? "" : "; the machine did not reach its end, see " + folder.resolve("console.log"));
        return well ? CommandLine.DONE : CommandLine.FAILED;
    }

    private static String json(String line) {
        return Json.text(Map.of("check", line.substring(5), "ok", line.startsWith("PASS")));
    }

    private static void endIfTooLong(Process machine) {
        try {
            if (!machine.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                machine.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // The machine has ended by itself.
        }
    }
}
