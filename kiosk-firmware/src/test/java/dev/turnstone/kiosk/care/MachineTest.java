package dev.turnstone.kiosk.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import dev.turnstone.platform.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board that is hot, hungry or short of room says so before it fails. */
class MachineTest {
    private final Health health = new Health();
    private final Metrics metrics = new Metrics();

    @TempDir
    private Path folder;

    private Path heat = Path.of("unset");
    private Path power = Path.of("unset");

    @BeforeEach
    void board() throws IOException {
        heat = Files.createDirectories(folder.resolve("class/thermal/thermal_zone0"))
                .resolve("temp");
        power = Files.createDirectories(folder.resolve("devices/platform/soc/soc:firmware"))
                .resolve("get_throttled");
    }

    @Test
    void aHotBoardSaysSoAndACoolOneTellsItsDegrees() throws IOException {
        Files.writeString(heat, "54200\n");
        report();
        assertEquals(Status.up("54 °C"), part("board"));
        assertTrue(metrics.text().contains("gate_temperature_celsius 54.2"), metrics.text());

        Files.writeString(heat, "80000\n");
        assertEquals(Status.degraded("it is 80 °C hot: give it air"), part("board"));
        Files.writeString(heat, "79999\n");
        assertEquals(Status.State.UP, part("board").state());
    }

    @Test
    void aSupplyThatGivesTooLittleAndABoardThatSlowsDownAreTold() throws IOException {
        Files.writeString(power, "0x0\n");
        report();
        assertEquals(Status.State.UP, part("board").state());

        Files.writeString(power, "0x50005\n");
        assertEquals(
                "its supply gives too little: use the one that was made for it, and a short cable; it slows itself down",
                part("board").detail());
        Files.writeString(power, "50000\n");
        assertEquals(Status.State.UP, part("board").state(), "what was is over");
    }

    @Test
    void whatAMachineDoesNotTellIsNoPartOfItsHealth() {
        report();
        assertFalse(health.report().parts().containsKey("board"));
        assertFalse(metrics.text().contains("celsius"), metrics.text());
    }

    @Test
    void theRoomOnTheCardIsTold() {
        report();
        assertTrue(part("card").detail().contains("MB free"), part("card").detail());
        assertTrue(metrics.text().contains("gate_card_free_bytes "), metrics.text());

        new Machine(folder, folder.resolve("gone")).report(health, new Metrics());
        assertEquals(Status.degraded("does not tell how much room it has"), part("card"));
    }

    private void report() {
        new Machine(folder, folder).report(health, metrics);
    }

    private Status part(String name) {
        return Objects.requireNonNull(health.report().parts().get(name));
    }
}
