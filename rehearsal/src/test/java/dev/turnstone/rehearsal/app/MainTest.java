package dev.turnstone.rehearsal.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rehearse", "sim", "torture", "bench", "hil", "check", "pass"})
    void everyCommandExplainsItselfWithAnExample(String command) {
        assertEquals(0, run(command, "--help"));
        assertTrue(said().contains("./turnstone " + command), said());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rehearse", "sim", "torture", "bench", "hil", "check"})
    void anUnknownFlagIsAFaultOfUsage(String command) {
        assertEquals(2, run(command, "--jsno"));
        assertTrue(said().contains("did you mean --json?"), said());
    }

    @Test
    void aTakenPortThatWasAskedForKeepsTheRehearsalFromStartingWithoutATrace() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String base = Integer.toString(taken.getLocalPort());
            assertEquals(
                    1,
                    run(
                            "rehearse",
                            "--port",
                            base,
                            "--data",
                            folder.resolve("r").toString()));
            assertTrue(said().contains("Port " + base + ", for the control page"), said());
            assertFalse(said().contains("\tat "), said());
        }
    }

    @Test
    void aDataFolderThatIsSomebodyElsesKeepsTheRehearsalFromStartingWithoutATrace() throws Exception {
        Files.writeString(folder.resolve("letter.txt"), "dear");
        assertEquals(1, run("rehearse", "--data", folder.toString()));
        assertTrue(said().contains("no rehearsal put there"), said());
        assertFalse(said().contains("\tat "), said());
    }

    private int run(String... words) {
        return Main.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
