package dev.turnstone.rehearsal.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A small checkout around the real script, with a Maven and JDKs that only note how they were called. Its path has
 * spaces in it, and it is no git repository.
 */
final class ScriptCheckout {
    private static final List<String> MODULES = List.of(
            "admission",
            "platform",
            "turnstile-controller",
            "kiosk-firmware",
            "provisioning",
            "venue-hub",
            "cloud-api",
            "rehearsal");

    /** Writes what a build leaves behind, and notes each call; two at once are an error. */
    private static final String MAVEN = """
            #!/bin/sh
            [ "$1" = --version ] && exit 0
            mkdir busy || { echo "[ERROR] two builds at once"; exit 9; }
            echo "$JAVA_HOME" >>maven-calls
            [ -f maven-says ] && cat maven-says
            for module in %s; do
              mkdir -p $module/target
              echo jar >$module/target/$module-0.1.0.jar
              echo tests >$module/target/$module-0.1.0-tests.jar
              printf '%%s' "$PWD/admission/target/admission-0.1.0.jar" >$module/target/runtime-classpath.txt
            done
            [ -f maven-does ] && . ./maven-does
            rmdir busy
            [ -f maven-fails ] && { rm maven-fails; exit 1; }
            echo "[INFO] BUILD SUCCESS"
            """.formatted(String.join(" ", MODULES));

    final Path root;
    final Path home;
    final Path jdk25;
    final Path jdk17;
    private final Path maven;
    private final Map<Process, Output> outputs = new HashMap<>();

    private record Output(Path out, Path err) {}

    ScriptCheckout(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("a check out"));
        home = Files.createDirectories(folder.resolve("home"));
        jdk17 = jdk(folder.resolve("jdk 17"), "17.0.9");
        jdk25 = jdk(home.resolve(".jdks/jdk-25"), "25.0.1");
        maven = folder.resolve("maven");
        executable(maven.resolve("bin/mvn"), MAVEN);
        copy(House.root().resolve("turnstone"), root.resolve("turnstone"));
        try (Stream<Path> tools = Files.list(House.root().resolve("tools"))) {
            for (Path tool : tools.toList()) {
                copy(tool, root.resolve("tools").resolve(tool.getFileName()));
            }
        }
        write("pom.xml", "<project>\n  <version>0.1.0</version>\n</project>\n");
        for (String module : MODULES) {
            write(module + "/pom.xml", "<project/>");
            write(module + "/src/main/java/Main.java", "class Main {}");
        }
    }

    /** How a run ended, and all it said on both streams. */
    record Ended(int code, String out, String err) {
        String lastLine() {
            return out.lines().reduce((before, last) -> last).orElse("");
        }
    }

    Ended run(String... words) throws Exception {
        return ended(start(root.resolve("turnstone"), jdk25, root, words));
    }

    Ended run(Path script, Path javaHome, Path from, String... words) throws Exception {
        return ended(start(script, javaHome, from, words));
    }

    Process start(Path script, Path javaHome, Path from, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(script.toString()));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line).directory(from.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("MAVEN_HOME", maven.toString());
        builder.environment().put("HOME", home.toString());
        Path out = Files.createTempFile(home, "out", "");
        Path err = Files.createTempFile(home, "err", "");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        outputs.put(process, new Output(out, err));
        return process;
    }

    Ended ended(Process process) throws Exception {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the script did not end within a minute");
        Output said = Objects.requireNonNull(outputs.get(process));
        return new Ended(process.exitValue(), Files.readString(said.out()), Files.readString(said.err()));
    }

    /** The JAVA_HOME of each call of Maven, in order. */
    List<String> mavenCalls() throws IOException {
        Path calls = root.resolve("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A JDK by its release file, whose java prints what it was given. */
    private static Path jdk(Path home, String version) throws IOException {
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        executable(home.resolve("bin/java"), "#!/bin/sh\nprintf 'java <%s>\\n' \"$@\"\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path from, Path to) throws IOException {
        executable(to, Files.readString(from));
    }
}
