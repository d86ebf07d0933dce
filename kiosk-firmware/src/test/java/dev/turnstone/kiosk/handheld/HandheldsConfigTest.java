package dev.turnstone.kiosk.handheld;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.turnstone.kiosk.SchemaFile;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says of the readers beside the camera, against the schema that describes it. */
class HandheldsConfigTest {
    private static final SchemaFile SCHEMA =
            SchemaFile.named("/dev/turnstone/kiosk/handheld/handhelds.schema.json", "handhelds");
    private static final String BOTH = """
            handhelds:
              - by: keyboard
                device: /dev/input/by-id/usb-reader-event-kbd
              - by: serial
                device: /dev/serial/by-id/usb-reader
                baud: 115200
            """;

    @TempDir
    private Path folder;

    @Test
    void everyKeyThatIsReadIsDescribedAndEveryKeyThatIsDescribedIsRead() throws IOException {
        Config config = config(BOTH);
        Handhelds.read(config);
        Set<String> read = new TreeSet<>();
        config.asked().forEach(key -> read.add(key.replaceFirst("handhelds\\.\\d\\.", "")));
        Set<String> described = new TreeSet<>();
        SCHEMA.json().at("/items/properties").fieldNames().forEachRemaining(described::add);
        assertEquals(described, read);
    }

    @Test
    void eachReaderIsTheOneThatIsNamedAndNoneIsNone() throws IOException {
        List<String> names =
                Handhelds.read(config(BOTH)).stream().map(PassSource::name).toList();
        assertEquals(List.of("/dev/input/by-id/usb-reader-event-kbd", "/dev/serial/by-id/usb-reader"), names);
        assertEquals(List.of(), Handhelds.read(config("camera: {driver: drop}\n")));
        assertEquals(Set.of(), SCHEMA.faults(BOTH));
    }

    @Test
    void aFaultIsToldByLineAndReasonAndTheSchemaRefusesItToo() throws IOException {
        refused(
                BOTH.replace("serial\n", "cable\n"),
                "handhelds.1.by must be one of keyboard, serial, but is \"cable\" in kiosk.yaml line 4.");
        refused(
                BOTH.replace("115200", "12000"),
                "kiosk.yaml line 6: handhelds.1.baud: takes 9600, 19200, 38400, 57600 or 115200, not 12000");
        refused(
                BOTH.replace("serial\n", "keyboard\n"),
                "kiosk.yaml line 6: handhelds.1.baud: is for serial readers; a keyboard has none");
        refused(
                BOTH.replace("/dev/input/by-id/", ""),
                "kiosk.yaml line 3: handhelds.0.device: takes a whole path, such as one of /dev/input/by-id");
        refused(
                "handhelds: [{by: keyboard}]\n",
                "handhelds.0.device is missing: set it in kiosk.yaml, or as TURNSTONE_HANDHELDS_0_DEVICE.");
        refused(
                BOTH.replace("baud: 115200", "speed: 115200"),
                "handhelds.1.speed in kiosk.yaml line 6 is not a setting of this part.");
    }

    @Test
    void twoReadersAtOneDeviceAreAMistake() throws IOException {
        String same = BOTH.replace("/dev/serial/by-id/usb-reader", "/dev/input/by-id/usb-reader-event-kbd");
        assertEquals("kiosk.yaml line 5: handhelds.1.device: is that of another reader too", refusal(same));
    }

    private void refused(String yaml, String sentence) throws IOException {
        assertEquals(sentence, refusal(yaml));
        assertFalse(SCHEMA.faults(yaml).isEmpty(), yaml);
    }

    private String refusal(String yaml) throws IOException {
        Config config = config(yaml);
        ConfigException refused = assertThrows(ConfigException.class, () -> {
            Handhelds.read(config);
            config.refuseUnknownKeys();
        });
        return String.valueOf(refused.getMessage()).replace(folder + "/", "");
    }

    private Config config(String yaml) throws IOException {
        return Config.load(Files.writeString(folder.resolve("kiosk.yaml"), yaml), Map.of());
    }
}
