package dev.turnstone.turnstile.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The file of a lane of its own, against the schema that describes it. */
class LaneFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIMULATED = """
            lane: a-1
            controller: {mode: simulated, barrier: pulse, walk-after: never}
            """;
    private static final String TRIPOD = """
            lane: a-1
            direction: both
            data: data
            http: {host: 127.0.0.1, port: 0}
            controller:
              mode: gpio
              chip: pinctrl-bcm2711
              strict-gpiod: required
              barrier: pulse
              sensing: two-phase
              on-death: hold
              way-out: {power-lost: mechanism, process-dead: keep-alive, fire: contact}
              timings: {pulse: 400ms, pulse-cap: 1s, grant: 5s}
            pins:
              relay-in: 17
              relay-out: 18
              keep-alive: 27
              fire: 5
              first-phase: 6
              second-phase: 13
            """;
    private static final String AT_A_HUB = SIMULATED + """
            venue: maguey
            device: lane-a-1
            gate: A
            identity: identity
            hub:
              mqtt-uri: "ssl://hub.example:8413"
              public-key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
            """;
    private static final String STRIP = TRIPOD + "strip: {device: /dev/spidev0.0, in: 8, out: 8}\n";
    private static final String SERIAL = TRIPOD.replace("  relay-in: 17\n  relay-out: 18\n", "")
            .replace(
                    "  chip:",
                    "  relays: {by: serial, device: usb, protocol: lcus, baud: 9600, stuck-pulse: one-shot}\n  chip:")
            .concat("relays: {in: 1, out: 2}\n");
    private static final String MODBUS = SERIAL.replace(
            "by: serial, device: usb, protocol: lcus, baud: 9600, stuck-pulse: one-shot",
            "by: modbus, host: relays.example, port: 502, unit: 1, timeout: 500ms, write: single,"
                    + " flash-from: 512, stuck-pulse: flash");

    @TempDir
    private Path folder;

    @Test
    void everyKeyThatIsReadIsDescribedAndEveryKeyThatIsDescribedIsRead() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String file : List.of(SIMULATED, AT_A_HUB, STRIP, SERIAL, MODBUS)) {
            Config config = config(file);
            LaneFile.checked(config);
            config.asked().stream().map(key -> key.replaceFirst("\\.\\d+$", "")).forEach(read::add);
        }
        assertEquals(described("", schema()).collect(Collectors.toCollection(TreeSet::new)), read);
    }

    @Test
    void whatTheProgramTakesTheSchemaTakes() throws IOException {
        String shipped = Files.readString(Path.of("src/main/conf/lane.yaml"));
        for (String file : List.of(shipped, SIMULATED, AT_A_HUB, STRIP, SERIAL, MODBUS)) {
            LaneFile.checked(config(file));
            assertEquals(Set.of(), faults(file));
        }
    }

    @Test
    void theSchemaRefusesWhatIsMisspeltAndWhatIsNoChoice() throws IOException {
        assertEquals(
                1, faults(TRIPOD.replace("keep-alive: 27", "keepalive: 27")).size());
        assertEquals(
                1, faults(TRIPOD.replace("barrier: pulse", "barrier: door")).size());
    }

    @Test
    void aFaultIsToldByLineAndReason() {
        assertEquals(
                "lane.yaml line 19: pins.first-phase: line 17 is already pins.relay-in; every line does one thing",
                refused(TRIPOD.replace("first-phase: 6", "first-phase: 17")));
        assertEquals(
                "lane.yaml line 13: controller.timings.pulse: 2000 ms is too long;"
                        + " it must not be longer than timings.pulse-cap (1000 ms)",
                refused(TRIPOD.replace("pulse: 400ms", "pulse: 2s")));
        assertEquals(
                "pins.fire must be a whole number from 0 to 511, but is \"five\" in lane.yaml line 18.",
                refused(TRIPOD.replace("fire: 5", "fire: five")));
        assertTrue(refused(TRIPOD.replace("keep-alive: 27", "keepalive: 27")).contains("lane.yaml line "));
    }

    @Test
    void aLaneThatTellsTheHubSaysWhoItIs() {
        assertEquals(
                "hub.mqtt-uri is given, so gate must be too: it is how the hub knows this lane.",
                refused(AT_A_HUB.replace("gate: A\n", "")));
        assertTrue(
                refused(AT_A_HUB.replace("device: lane-a-1", "device: Lane#1")).startsWith("device: "));
    }

    private String refused(String yaml) {
        ConfigException refused = assertThrows(ConfigException.class, () -> LaneFile.checked(config(yaml)));
        return String.valueOf(refused.getMessage()).replace(folder + "/", "");
    }

    private Config config(String yaml) throws IOException {
        return Config.load(Files.writeString(folder.resolve("lane.yaml"), yaml), Map.of());
    }

    private static Set<String> faults(String yaml) throws IOException {
        JsonNode document = JSON.valueToTree(new Yaml().load(yaml));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema()).validate(document).stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.toSet());
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                LaneFileTest.class.getResourceAsStream("/dev/turnstone/turnstile/lane/lane.schema.json"))) {
            return JSON.readTree(in);
        }
    }

    private static Stream<String> described(String prefix, JsonNode node) {
        if (!node.has("properties")) {
            return Stream.of(prefix);
        }
        return node.get("properties").properties().stream()
                .flatMap(each ->
                        described(prefix.isEmpty() ? each.getKey() : prefix + "." + each.getKey(), each.getValue()));
    }
}
