package dev.turnstone.kiosk.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.kiosk.sight.View;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CameraNewsTest {
    private static final DeviceState.Lane LOCKED = new DeviceState.Lane("a-1", "A", "locked");
    private static final DeviceState.Lane STUCK = new DeviceState.Lane(
            "a-1", "A", "sensor-stuck", Optional.of(List.of("sensor-stuck")), Optional.of("line 6 stays low"));

    @Test
    void aGateThatSeesTellsNothing() {
        assertSame(LOCKED, CameraNews.with(LOCKED, new View.Clear()));
        assertSame(LOCKED, CameraNews.with(LOCKED, new View.Opening()));
    }

    @Test
    void aMissingAndACoveredCameraAreFaultsOfTheirOwn() {
        DeviceState.Lane missing = CameraNews.with(LOCKED, new View.Missing("no camera is here"));
        assertEquals("camera-missing", missing.state());
        assertEquals(Optional.of(List.of("camera-missing")), missing.faults());
        assertEquals(Optional.of("no camera is here"), missing.detail());

        assertEquals(
                "camera-covered", CameraNews.with(LOCKED, new View.Covered()).state());
    }

    @Test
    void theLanesOwnFaultIsTheWorse() {
        DeviceState.Lane both = CameraNews.with(STUCK, new View.Missing("no camera is here"));

        assertEquals("sensor-stuck", both.state());
        assertEquals(Optional.of(List.of("sensor-stuck", "camera-missing")), both.faults());
        assertEquals(Optional.of("line 6 stays low"), both.detail());
    }

    @Test
    void wordsWithoutEndAreCut() {
        DeviceState.Lane lane = CameraNews.with(LOCKED, new View.Missing("no ".repeat(5_000)));

        assertEquals(Limits.TEXT, lane.detail().orElseThrow().length());
    }
}
