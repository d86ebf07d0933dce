package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.sense.Sensing;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaneProfileTest {

    @ParameterizedTest
    @EnumSource(BarrierKind.class)
    void everyKindStartsWhenItIsWiredAsMeant(BarrierKind kind) {
        LaneProfile profile = profile(kind, WayOut.meantFor(kind));
        assertEquals(kind, profile.kind());
    }

    @ParameterizedTest
    @EnumSource(BarrierKind.class)
    void aWayOutThatNothingFreesIsRefusedByTheNameOfItsKey(BarrierKind kind) {
        WayOut meant = WayOut.meantFor(kind);
        assertRefused("way-out.power-lost", kind, new WayOut(FreedBy.NOTHING, meant.processDead(), meant.fire()));
        assertRefused("way-out.process-dead", kind, new WayOut(meant.powerLost(), FreedBy.NOTHING, meant.fire()));
        assertRefused("way-out.fire", kind, new WayOut(meant.powerLost(), meant.processDead(), FreedBy.NOTHING));
    }

    @Test
    void aKeepAliveDoesNotFreeATurnstileThatHasLostItsPower() {
        UnsafeProfile refused = assertThrows(
                UnsafeProfile.class,
                () -> profile(BarrierKind.PULSE, new WayOut(FreedBy.KEEP_ALIVE, FreedBy.KEEP_ALIVE, FreedBy.CONTACT)));
        assertEquals(
                "way-out.power-lost: keep-alive does not free the way out of a pulse barrier; it must be mechanism",
                refused.getMessage());
    }

    @Test
    void impossibleTimingsAreRefusedByTheNameOfTheirKey() {
        LaneTimings usual = LaneTimings.usual(BarrierKind.PULSE);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new LaneTimings(
                        usual.grant(),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        usual.pulseRest(),
                        usual.renewal(),
                        usual.stuck(),
                        usual.settle(),
                        usual.tailgate(),
                        usual.look()));
        assertTrue(refused.getMessage().startsWith("timings.pulse: 2000 ms is too long"), refused.getMessage());
    }

    private static void assertRefused(String key, BarrierKind kind, WayOut wayOut) {
        assertEquals(
                key,
                assertThrows(UnsafeProfile.class, () -> profile(kind, wayOut)).key());
    }

    private static LaneProfile profile(BarrierKind kind, WayOut wayOut) {
        return new LaneProfile(kind, EnumSet.of(Direction.IN), Sensing.TWO_PHASE, wayOut, OnDeath.FREE);
    }
}
