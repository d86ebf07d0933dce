package dev.turnstone.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigTest {
    @TempDir
    private Path folder;

    private enum Mode {
        EMBEDDED,
        OVER_THERE
    }

    @Test
    void valuesComeFromTheFileAndTheEnvironmentStandsAboveIt() throws IOException {
        Config config = config(
                "http:\n  port: 8411\n  host: a\nhold: 15m\nmode: over-there\nlanes:\n  - lane: a-1\n  - lane: a-2\n",
                Map.of("TURNSTONE_HTTP_HOST", "b"));
        assertEquals(8411, config.port("http.port", 1));
        assertEquals("b", config.text("http.host"));
        assertEquals(Duration.ofMinutes(15), config.duration("hold", Duration.ZERO));
        assertEquals(Mode.OVER_THERE, config.choice("mode", Mode.class, Mode.EMBEDDED));
        assertEquals(
                List.of("a-1", "a-2"),
                config.list("lanes").stream().map(lane -> lane.text("lane")).toList());
        config.refuseUnknownKeys();
    }

    @Test
    void anErrorNamesTheKeyTheFileAndWhatIsExpected() throws IOException {
        Config config = config("http:\n  port: 99999\n", Map.of());
        var error = assertThrows(ConfigException.class, () -> config.port("http.port", 1));
        assertTrue(
                error.getMessage().startsWith("http.port must be a whole number from 0 to 65535"), error.getMessage());
        assertTrue(error.getMessage().contains("part.yaml"), error.getMessage());
    }

    @Test
    void anErrorNamesTheLineOfItsKey() throws IOException {
        Config config =
                config("# a part\nhttp:\n  host: a\n  port: 99999\nlanes:\n  - lane: a-1\n  - lane: a-2\n", Map.of());
        var number = assertThrows(ConfigException.class, () -> config.port("http.port", 1));
        assertTrue(number.getMessage().endsWith("part.yaml line 4."), number.getMessage());
        Config lane = config.list("lanes").get(1);
        assertTrue(
                lane.fault(new KeyFault("lane", "a-2 is taken"))
                        .getMessage()
                        .endsWith("part.yaml line 7: lanes.1.lane: a-2 is taken"),
                "in a list");
        assertTrue(
                config.fault(new KeyFault("http.path", "is needed here"))
                        .getMessage()
                        .endsWith("part.yaml line 2: http.path: is needed here"),
                "of a key that is not there, the line of its section");
        var unknown = assertThrows(ConfigException.class, config::refuseUnknownKeys);
        assertTrue(unknown.getMessage().contains("part.yaml line "), unknown.getMessage());
    }

    @Test
    void aFaultInAVariableNamesTheVariable() throws IOException {
        Config config = config("http:\n  port: 1\n", Map.of("TURNSTONE_HTTP_PORT", "2"));
        assertEquals(
                "TURNSTONE_HTTP_PORT: http.port: 2 is taken",
                config.section("http").fault(new KeyFault("port", "2 is taken")).getMessage());
    }

    @Test
    void aMissingKeySaysHowToSetIt() throws IOException {
        Config config = config("a: 1\n", Map.of());
        var error = assertThrows(ConfigException.class, () -> config.text("stripe.secret-key"));
        assertTrue(error.getMessage().contains("TURNSTONE_STRIPE_SECRET_KEY"), error.getMessage());
    }

    @Test
    void aMisspeltKeyIsRefusedWithTheNearest() throws IOException {
        Config config = config("http:\n  prot: 1\n", Map.of());
        config.port("http.port", 1);
        var error = assertThrows(ConfigException.class, config::refuseUnknownKeys);
        assertTrue(error.getMessage().contains("Did you mean \"http.port\"?"), error.getMessage());
    }

    @Test
    void aSecretMayStandInAFileOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("key"), "s3cret\n");
        assertEquals("s3cret", config("token-file: key\n", Map.of()).secret("token"));
    }

    @Test
    void aFileThatIsNotYamlIsSaidToBeSo() {
        assertTrue(assertThrows(ConfigException.class, () -> config("a: [1\n", Map.of()))
                .getMessage()
                .contains("is not YAML"));
        assertTrue(assertThrows(ConfigException.class, () -> Config.load(folder.resolve("none.yaml"), Map.of()))
                .getMessage()
                .contains("does not exist"));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedWithItsKey() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Config config = config("data: file/below\n", Map.of());
        var error = assertThrows(ConfigException.class, () -> config.folder("data", Path.of("data")));
        assertTrue(error.getMessage().startsWith("data: the folder"), error.getMessage());
    }

    private Config config(String yaml, Map<String, String> environment) throws IOException {
        return Config.load(Files.writeString(folder.resolve("part.yaml"), yaml), environment);
    }
}
