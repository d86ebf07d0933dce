package dev.turnstone.hub.device;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.wire.DeviceState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What every device last said of itself. A device is online from its birth until the will of that same boot. */
public final class DeviceRegistry {
    private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile Runnable changed = () -> {};

    public DeviceRegistry(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One device.
     *
     * @param state its last own words: a will takes away only its presence, not its lanes
     * @param since when its presence last changed
     * @param heard when it was last heard of, by whichever way
     */
    public record Device(DeviceId id, Presence presence, Optional<DeviceState> state, Instant since, Instant heard) {}

    /** How a device is to be reached. */
    public enum Presence {
        /** It answers on the broker. */
        ONLINE,
        /** It claims over HTTPS, but its events do not come through. */
        CLAIMS_ONLY,
        /** Its will was read: the connection broke. */
        OFFLINE
    }

    /** Called after every word of a device. */
    public void onChange(Runnable told) {
        changed = told;
    }

    /** A state that a device, or the broker on its behalf, has published. */
    public void stated(DeviceId id, DeviceState said) {
        Instant now = clock.instant();
        devices.compute(id, (key, known) -> {
            if (known == null) {
                return new Device(id, presence(said), Optional.of(said), now, now);
            }
            if (!said.online()) {
                // A broker delivers the will of an old connection after the birth of a new one.
                boolean ofThisLife = known.state()
                        .map(state -> state.boot().equals(said.boot()))
                        .orElse(true);
                return ofThisLife ? with(known, Presence.OFFLINE, known.state(), now, known.heard()) : known;
            }
            return with(known, Presence.ONLINE, Optional.of(said), now, now);
        });
        changed.run();
    }

    /** It asked for something over HTTPS, so it is there, whatever the broker says. */
    public void seen(DeviceId id) {
        Instant now = clock.instant();
        devices.compute(
                id,
                (key, known) -> known == null
                        ? new Device(id, Presence.CLAIMS_ONLY, Optional.empty(), now, now)
                        : with(
                                known,
                                known.presence() == Presence.OFFLINE ? Presence.CLAIMS_ONLY : known.presence(),
                                known.state(),
                                now,
                                now));
    }

    public List<Device> devices() {
        return devices.values().stream()
                .sorted(Comparator.comparing(Device::id))
                .toList();
    }

    private static Presence presence(DeviceState said) {
        return said.online() ? Presence.ONLINE : Presence.OFFLINE;
    }

    private static Device with(
            Device known, Presence presence, Optional<DeviceState> state, Instant now, Instant heard) {
        return new Device(known.id(), presence, state, presence == known.presence() ? known.since() : now, heard);
    }
}
