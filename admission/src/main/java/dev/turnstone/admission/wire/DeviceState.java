package dev.turnstone.admission.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code devices/{id}/state}, retained: what a device says of itself, and what its will says when it falls silent. */
public record DeviceState(
        String boot, boolean online, Optional<String> version, Optional<List<Lane>> lanes, Optional<Instant> at) {

    /** One lane of it; {@code state} is a word of the lane controller. */
    public record Lane(String lane, String gate, String state) {}

    public static DeviceState online(String boot, String version, List<Lane> lanes, Instant at) {
        return new DeviceState(boot, true, Optional.of(version), Optional.of(lanes), Optional.of(at));
    }

    /** The will that the broker publishes for it. */
    public static DeviceState silent(String boot) {
        return new DeviceState(boot, false, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
