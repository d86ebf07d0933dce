package dev.turnstone.platform.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a real process, as only that shows what a technician reads when a part does not start. */
final class ProgramTest {
    @TempDir
    private Path folder;

    /** The smallest part: one listener and one resource that says when it is closed. */
    static final class Sample {
        public static void main(String[] args) {
            Program.run("sample", args, start -> {
                start.closing(() -> System.out.println("closed"));
                start.closing(HttpShell.named("sample")
                        .listen("127.0.0.1", start.config().port("http.port", 0))
                        .start());
                start.ready();
            });
        }
    }

    private record Ended(int code, String out, String err) {}

    @Test
    void aMistakeInTheConfigurationIsASentenceAndExitCodeTwo() throws Exception {
        Ended ended = run("http:\n  port: abc\n");
        assertEquals(2, ended.code(), ended.err());
        assertTrue(ended.err().contains("sample did not start: http.port must be a whole number"), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    @Test
    void anUnknownSettingEndsTheStartAndClosesWhatWasOpen() throws Exception {
        Ended ended = run("http:\n  prot: 1\n");
        assertEquals(2, ended.code(), ended.err());
        assertTrue(ended.err().contains("Did you mean \"http.port\"?"), ended.err());
        assertTrue(ended.out().contains("closed"), ended.out());
    }

    @Test
    void aTakenPortIsASentenceAndExitCodeOne() throws Exception {
        try (var other = HttpShell.named("other").listen("127.0.0.1", 0).start()) {
            Ended ended = run("http:\n  port: %d\n".formatted(other.port()));
            assertEquals(1, ended.code(), ended.err());
            assertTrue(ended.err().contains("Port " + other.port()), ended.err());
            assertFalse(ended.err().contains("\tat "), ended.err());
        }
    }

    /** What a person greps on a bad night: the request's id must stand in the line that its request wrote. */
    @Test
    void logsForMachinesAreOneObjectALineWithTheRequestsId() throws Exception {
        int port = freePort();
        Process process = start("http:\n  port: %d\n".formatted(port));
        try (var err = process.errorReader(StandardCharsets.UTF_8)) {
            assertEquals("sample is ready", message(lineWith(err, "is ready")));
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/nowhere"))
                                    .header("X-Request-Id", "night-2341")
                                    .build(),
                            BodyHandlers.discarding());
            Map<?, ?> line = Json.read(lineWith(err, "/nowhere"), Map.class);
            assertEquals(Map.of("requestId", "night-2341"), line.get("mdc"));
        } finally {
            process.destroy();
        }
    }

    private static String message(String line) {
        return String.valueOf(Json.read(line, Map.class).get("formattedMessage"));
    }

    private static String lineWith(BufferedReader lines, String words) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(words)) {
            line = lines.readLine();
        }
        return Objects.requireNonNull(line, "the log ended before " + words);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aPartLeavesWhenItsParentDoes() throws Exception {
        Process process = start("http:\n  port: 0\n");
        var err = process.errorReader(StandardCharsets.UTF_8);
        while (!String.valueOf(err.readLine()).contains("is ready")) {
            assertTrue(process.isAlive(), "never ready");
        }
        process.getOutputStream().close();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still there");
        assertTrue(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("closed"));
    }

    private Ended run(String yaml) throws IOException, InterruptedException {
        Process process = start(yaml);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "still there");
        return new Ended(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private Process start(String yaml) throws IOException {
        Path config = Files.writeString(folder.resolve("sample.yaml"), yaml);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Sample.class.getName()));
        command.addAll(List.of("--config", config.toString()));
        var builder = new ProcessBuilder(command);
        builder.environment().put(Program.LEAVE_WITH_PARENT, "1");
        return builder.start();
    }
}
