package dev.turnstone.hub.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.hub.device.DeviceRegistry.Device;
import dev.turnstone.hub.device.DeviceRegistry.Presence;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceRegistryTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");
    private static final DeviceId GATE = new DeviceId("gate-a");

    private Instant time = NOW;
    private final DeviceRegistry registry = new DeviceRegistry(() -> time);

    @Test
    void aDeviceIsOnlineFromItsBirthUntilItsWill() {
        registry.stated(GATE, born("boot-1"));
        assertEquals(Presence.ONLINE, gate().presence());
        time = NOW.plusSeconds(40);
        registry.stated(GATE, DeviceState.silent("boot-1"));
        assertEquals(Presence.OFFLINE, gate().presence());
        assertEquals(time, gate().since());
        assertEquals(1, gate().state().orElseThrow().lanes().orElseThrow().size(), "its lanes are still drawn");
    }

    @Test
    void aLateWillOfAnEarlierBootTakesNothingAway() {
        registry.stated(GATE, born("boot-1"));
        registry.stated(GATE, born("boot-2"));
        registry.stated(GATE, DeviceState.silent("boot-1"));
        assertEquals(Presence.ONLINE, gate().presence());
    }

    @Test
    void whoClaimsWhileTheBrokerSaysItIsGoneIsThereButHalf() {
        registry.stated(GATE, born("boot-1"));
        registry.stated(GATE, DeviceState.silent("boot-1"));
        registry.seen(GATE);
        assertEquals(Presence.CLAIMS_ONLY, gate().presence());
        registry.stated(GATE, born("boot-1"));
        assertEquals(Presence.ONLINE, gate().presence());
    }

    @Test
    void presenceThatDoesNotChangeKeepsItsSince() {
        registry.stated(GATE, born("boot-1"));
        time = NOW.plusSeconds(10);
        registry.seen(GATE);
        assertEquals(NOW, gate().since());
        assertEquals(time, gate().heard());
    }

    private Device gate() {
        return registry.devices().getFirst();
    }

    private DeviceState born(String boot) {
        return DeviceState.online(boot, "0.1", List.of(new DeviceState.Lane("a-1", "A", "locked")), time);
    }
}
