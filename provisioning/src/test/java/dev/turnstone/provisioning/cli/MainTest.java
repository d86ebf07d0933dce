package dev.turnstone.provisioning.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void aTechnicianMakesAnAuthorityAndAGatesIdentity() {
        assertEquals(0, run("authority", "--venue", "Maguey", "--folder", path("authority")));
        assertEquals(
                0,
                run("issue", "--name", "gate-a", "--authority", path("authority"), "--out", path("gate-a"), "--json"));

        assertTrue(Files.exists(folder.resolve("gate-a/key.pem")));
        assertTrue(text(out).contains("\"subject\":\"CN=gate-a\""), text(out));
    }

    @Test
    void aSecondAuthorityInTheSameFolderIsRefusedWithoutATrace() {
        assertEquals(0, run("authority", "--venue", "Maguey", "--folder", path("authority")));
        assertEquals(1, run("authority", "--venue", "Maguey", "--folder", path("authority")));
        assertTrue(text(err).contains("already holds an authority"), text(err));
        assertFalse(text(err).contains("\tat "), text(err));
    }

    @Test
    void anIdentityWithoutAnAuthoritySaysHowToMakeOne() {
        assertEquals(1, run("issue", "--name", "gate-a", "--authority", path("none")));
        assertTrue(text(err).contains("./turnstone provision authority --venue NAME"), text(err));
    }

    @Test
    void whatMakesNoSenseIsAFaultOfUsage() {
        assertEquals(2, run("issue", "--name", "Gate A"));
        assertEquals(2, run("issue", "--name", "hub", "--role", "hub"));
        assertEquals(2, run("issue", "--name", "hub", "--role", "king"));
        assertEquals(2, run("authority", "--venue", " "));
        assertEquals(2, run("issue"));
        assertEquals(2, run("isue"));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... words) {
        return Main.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
