package dev.turnstone.turnstile.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane as the process that a technician starts. */
final class LaneProgramTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void aLaneOfItsOwnTellsItsHealthAndItsFigures() throws Exception {
        int port = freePort();
        Path config = Files.writeString(folder.resolve("lane.yaml"), """
                lane: a-1
                direction: in
                data: data
                http:
                  port: %d
                controller:
                  mode: simulated
                  barrier: pulse
                  walk-after: never
                """.formatted(port));
        Process lane = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config",
                        config.toString())
                .start();
        try {
            awaitReady(lane);
            assertTrue(get(port, "/health").contains("\"lane\":{"), get(port, "/health"));
            String figures = get(port, "/metrics");
            assertTrue(figures.contains("jvm_memory_used_bytes"));
            assertTrue(figures.contains("lane_passages_in_total 0"), figures);
            assertTrue(figures.contains("lane_edges_storm_total 0"), figures);
            assertTrue(figures.contains("lane_faults 0"), figures);
        } finally {
            lane.destroy();
        }
        assertEquals(143, lane.waitFor());
    }

    private static void awaitReady(Process lane) throws IOException {
        var lines = lane.errorReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.contains("is ready")) {
            line = lines.readLine();
        }
        assertTrue(line != null, "the lane ended before it was ready");
    }

    private static String get(int port, String path) throws Exception {
        var answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
