package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneConfigTest {
    @TempDir
    private Path folder;

    @Test
    void aSimulatedLaneNeedsItsNameOnly() {
        LaneSettings settings = read("lane: a-1");
        assertEquals(Set.of(Direction.IN), settings.profile().ways());
        assertEquals(new LaneSettings.Simulated(Optional.of(Duration.ofMillis(600)), 1), settings.hardware());
    }

    @Test
    void nobodyWalksByThemselvesWhereTheFileSaysNever() {
        LaneSettings settings = read("""
                lane: a-1
                direction: both
                controller:
                  walk-after: never
                """);
        assertEquals(new LaneSettings.Simulated(Optional.empty(), 1), settings.hardware());
        assertEquals(LaneBench.BOTH_WAYS, settings.profile().ways());
    }

    @Test
    void aWayOutThatNothingFreesIsRefusedByItsKey() {
        String said = refused("""
                lane: a-1
                controller:
                  barrier: held
                  way-out: {power-lost: nothing}
                """);
        assertTrue(said.startsWith("controller.way-out.power-lost: nothing does not free the way out"), said);
    }

    @Test
    void aPulseLongerThanItsCapIsRefusedByItsKey() {
        String said = refused("""
                lane: a-1
                controller:
                  timings: {pulse: 3s}
                """);
        assertTrue(said.contains("timings.pulse is 3000 ms; it must not be longer than timings.pulse-cap"), said);
    }

    private String refused(String yaml) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> read(yaml)).getMessage());
    }

    private LaneSettings read(String yaml) {
        try {
            Path file = Files.writeString(folder.resolve("lane.yaml"), yaml);
            Config config = Config.load(file, Map.of());
            return LaneConfig.read(config, config.section("controller"), Optional.empty());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
