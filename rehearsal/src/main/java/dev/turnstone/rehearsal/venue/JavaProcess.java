package dev.turnstone.rehearsal.venue;

import dev.turnstone.platform.app.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts parts as processes of their own, from the jars that this very program runs from, and ends them. */
final class JavaProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Path temporary;
    private final Archives archives;

    /**
     * @param temporary where native libraries are unpacked
     * @param archives where the JVM may leave what it has learnt about a part's classes, for a faster next start
     */
    JavaProcess(Path temporary, Archives archives) {
        this.temporary = temporary;
        this.archives = archives;
    }

    Process start(PartPlan plan) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(plan));
        Map<String, String> environment = builder.environment();
        environment.put(Program.LEAVE_WITH_PARENT, "yes");
        environment.putIfAbsent("TURNSTONE_LOG", "text");
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
        return builder.start();
    }

    private List<String> command(PartPlan plan) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + plan.heapMb() + "m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary));
        archives.of(plan.mainClass())
                .ifPresent(archive -> command.addAll(List.of(
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + archive,
                        // One that does not fit any more is no news: it is made again.
                        "-Xlog:cds=off,aot=off")));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                plan.mainClass(),
                "--config",
                plan.config().toString()));
        return command;
    }

    /** Asks it to leave, waits, and ends it with everything it started. */
    static void end(Process process) throws InterruptedException {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        below.forEach(ProcessHandle::destroyForcibly);
    }

    /** As when the plug is pulled: no goodbye, nothing written. */
    static void cutPower(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }
}
