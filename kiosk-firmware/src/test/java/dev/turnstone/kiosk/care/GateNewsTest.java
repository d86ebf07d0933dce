package dev.turnstone.kiosk.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.platform.store.StoreException.Trouble;
import dev.turnstone.turnstile.journal.CardFault;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateNewsTest {
    private static final DeviceState.Lane LOCKED = new DeviceState.Lane("a-1", "A", "locked");
    private static final DeviceState.Lane STUCK = new DeviceState.Lane(
            "a-1", "A", "sensor-stuck", Optional.of(List.of("sensor-stuck")), Optional.of("line 6 stays low"));

    @Test
    void aGateThatSeesTellsNothing() {
        assertSame(LOCKED, GateNews.with(LOCKED, new View.Clear(), Optional.empty()));
        assertSame(LOCKED, GateNews.with(LOCKED, new View.Opening(), Optional.empty()));
    }

    @Test
    void aMissingAndACoveredCameraAreFaultsOfTheirOwn() {
        DeviceState.Lane missing = GateNews.with(LOCKED, new View.Missing("no camera is here"), Optional.empty());
        assertEquals("camera-missing", missing.state());
        assertEquals(Optional.of(List.of("camera-missing")), missing.faults());
        assertEquals(Optional.of("no camera is here"), missing.detail());

        assertEquals(
                "camera-covered",
                GateNews.with(LOCKED, new View.Covered(), Optional.empty()).state());
    }

    @Test
    void theLanesOwnFaultIsTheWorse() {
        DeviceState.Lane both = GateNews.with(STUCK, new View.Missing("no camera is here"), Optional.empty());

        assertEquals("sensor-stuck", both.state());
        assertEquals(Optional.of(List.of("sensor-stuck", "camera-missing")), both.faults());
        assertEquals(Optional.of("line 6 stays low"), both.detail());
    }

    @Test
    void wordsWithoutEndAreCut() {
        DeviceState.Lane lane = GateNews.with(LOCKED, new View.Missing("no ".repeat(5_000)), Optional.empty());

        assertEquals(Limits.TEXT, lane.detail().orElseThrow().length());
    }

    @Test
    void aCardThatTakesNothingIsAFaultByItsNameAndTheCamerasComesFirst() {
        DeviceState.Lane full =
                GateNews.with(LOCKED, new View.Clear(), Optional.of(new CardFault(Trouble.FULL, "the card is full")));
        assertEquals("disk-full", full.state());
        assertEquals(Optional.of("the card is full"), full.detail());
        assertEquals(
                "disk-read-only",
                GateNews.with(LOCKED, new View.Clear(), Optional.of(new CardFault(Trouble.READ_ONLY, "worn out")))
                        .state());

        DeviceState.Lane both =
                GateNews.with(LOCKED, new View.Covered(), Optional.of(new CardFault(Trouble.FAILING, "it fails")));
        assertEquals("camera-covered", both.state());
        assertEquals(Optional.of(List.of("camera-covered", "disk-fault")), both.faults());
    }
}
