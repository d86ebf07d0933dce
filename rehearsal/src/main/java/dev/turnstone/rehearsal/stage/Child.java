package dev.turnstone.rehearsal.stage;

import dev.turnstone.platform.app.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One part as a process of its own, from the classes that this very program runs from. */
public final class Child implements AutoCloseable {
    private static final Duration LEAVES_WITHIN = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param before what stands before java on the command line, such as a tracer
     * @param flags what the JVM is told
     * @param first folders of classes that are found before ours
     */
    static Child start(
            List<String> before, List<String> flags, List<Path> first, String mainClass, Path config, Path log) {
        List<String> classPath =
                new ArrayList<>(first.stream().map(Path::toString).toList());
        classPath.add(System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.addAll(flags);
        command.addAll(
                List.of("-cp", String.join(File.pathSeparator, classPath), mainClass, "--config", config.toString()));
        return launched(command, Map.of(), log);
    }

    static Child launched(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        // As a packaged part is started: glibc keeps what a thread gave back, once for each core and eight times over.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        builder.environment().put(Program.LEAVE_WITH_PARENT, "yes");
        builder.environment().putIfAbsent("TURNSTONE_LOG", "text");
        try {
            return new Child(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has said so far, for whoever has to find out why. */
    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when this address answers that all is well, and fails where the process leaves before or takes too long. */
    void await(URI address, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build()) {
            while (!answers(http, address)) {
                if (!process.isAlive() || System.nanoTime() - deadline >= 0) {
                    throw new IllegalStateException("a part did not start; it said:\n" + log());
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    private static boolean answers(HttpClient http, URI address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL: no handler runs, nothing is flushed. */
    public void kill() {
        process.destroyForcibly();
        end(LEAVES_WITHIN);
    }

    @Override
    public void close() {
        leave(LEAVES_WITHIN);
    }

    /** Asks it to leave, and ends it where it does not. */
    void leave(Duration patience) {
        process.destroy();
        end(patience);
    }

    private void end(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    public static int anyFreePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
