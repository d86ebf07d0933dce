package dev.turnstone.rehearsal.passbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassbookTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "--live"})
    void whatIsMintedIsReadBackFromItsPictureAsGenuine(String kind) {
        String picture = folder.resolve("pass.png").toString();
        List<String> mint = kind.isEmpty()
                ? List.of("mint", "--admits", "4", "--png", picture, "--json")
                : List.of("mint", kind, "--admits", "4", "--png", picture, "--json");
        assertEquals(0, run(mint));
        JsonNode minted = json();

        assertEquals(
                0,
                run(List.of(
                        "inspect", picture, "--key", minted.path("publicKeyHex").asText(), "--json")));

        JsonNode read = json();
        assertEquals("GENUINE", read.path("verdict").asText());
        for (String field : List.of("format", "keyId", "passNumber", "tier", "version", "admits")) {
            assertEquals(minted.path(field), read.path(field), field);
        }
        assertEquals(4, read.path("admits").asInt());
    }

    @Test
    void aPassUnderAnotherKeyIsForgedAndAPhotographWithoutACodeIsSaidToHaveNone() throws Exception {
        assertEquals(0, run(List.of("mint", "--json")));
        String text = json().path("text").asText();
        assertEquals(0, run(List.of("mint", "--json")));
        String anotherKey = json().path("publicKeyHex").asText();
        assertEquals(1, run(List.of("inspect", text, "--key", anotherKey, "--json")));
        assertEquals("FORGED", json().path("verdict").asText());

        Path notes = Files.writeString(folder.resolve("notes.png"), "no picture at all");
        assertEquals(1, run(List.of("inspect", notes.toString())));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("neither a PNG nor a JPEG"), err::toString);
    }

    @Test
    void aFileWhoseStatementsHoldIsAcceptedAndAnAlteredOneIsReported() throws Exception {
        assertEquals(0, run(List.of("mint", "--json")));
        ObjectNode vector = (ObjectNode) json();
        vector.put("name", "ours").put("verdict", "GENUINE");
        assertEquals(0, check(vector));

        vector.put("admits", 7);
        assertEquals(1, check(vector));
        assertTrue(said().contains("ours: admits is stated as 7 and found to be 1"), said());

        vector.put("admits", 1).put("verdict", "FORGED");
        assertEquals(1, check(vector));
        assertTrue(said().contains("1 not as stated"), said());
    }

    @Test
    void theVectorsOfAnIndependentImplementationComeOutAsStated() {
        Optional<Path> data =
                Optional.ofNullable(System.getenv("TURNSTONE_TEST_DATA")).map(Path::of);
        Assumptions.assumeTrue(data.isPresent(), "TURNSTONE_TEST_DATA names no folder of test data");
        assertEquals(
                0,
                run(List.of(
                        "check", data.orElseThrow().resolve("pass-vectors.json").toString())),
                this::said);
    }

    @Test
    void aPassUnderAnotherKeyMayBeStatedAsOfAnUnknownEventAndItsFormatCounts() throws Exception {
        assertEquals(0, run(List.of("mint", "--json")));
        ObjectNode vector = (ObjectNode) json();
        assertEquals(0, run(List.of("mint", "--json")));
        vector.put("name", "ours")
                .put("publicKeyHex", json().path("publicKeyHex").asText());

        vector.put("verdict", "UNKNOWN_EVENT");
        assertEquals(0, check(vector), this::said);
        vector.put("format", "live");
        assertEquals(1, check(vector), this::said);
    }

    @Test
    void whatIsNoFileOfPassesIsSaidToBeNone() throws Exception {
        Path file = Files.writeString(folder.resolve("file.json"), "[]");
        assertEquals(1, run(List.of("check", file.toString())));
        assertEquals(1, run(List.of("check", folder.resolve("absent").toString())));
        assertEquals(2, run(List.of("inspect", "TEXT", "--key", "abc")));
    }

    private int check(ObjectNode vector) throws IOException {
        Path file = folder.resolve("vectors.json");
        Files.write(file, Json.bytes(Map.of("vectors", List.of(vector))));
        return run(List.of("check", file.toString()));
    }

    private int run(List<String> words) {
        out.reset();
        err.reset();
        Passbook passbook = new Passbook(InstantSource.system(), new SecureRandom());
        List<String> all = new ArrayList<>(List.of("pass"));
        all.addAll(words);
        return new CommandLine("./turnstone", List.of(passbook.command()))
                .run(
                        all,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private JsonNode json() {
        return Json.read(out.toByteArray(), JsonNode.class);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
