package dev.turnstone.hub.order;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.hub.device.DeviceRegistry;
import dev.turnstone.hub.device.DeviceRegistry.Device;
import dev.turnstone.hub.device.DeviceRegistry.Presence;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Every lane that a device has told of, and whom to ask about it. */
final class Lanes {
    private final DeviceRegistry devices;

    Lanes(DeviceRegistry devices) {
        this.devices = devices;
    }

    /**
     * One lane of one device.
     *
     * @param state as the device last told it
     * @param listens whether the device takes commands: it knows this hub's key
     */
    record Way(String gate, String lane, DeviceId device, String state, Presence presence, boolean listens) {
        boolean usable() {
            return listens && presence == Presence.ONLINE;
        }

        boolean inEmergency() {
            return state.equals("free");
        }
    }

    /** Each lane once, by gate: of a kiosk and a controller that both tell of it, whoever listens. */
    List<Way> all() {
        TreeMap<String, Way> lanes = new TreeMap<>();
        ways().forEach(way -> lanes.merge(
                way.lane,
                way,
                (one, other) ->
                        rank(other) > rank(one) || (rank(other) == rank(one) && other.inEmergency()) ? other : one));
        return lanes.values().stream()
                .sorted(Comparator.comparing(Way::gate).thenComparing(Way::lane))
                .toList();
    }

    private static int rank(Way way) {
        return (way.usable() ? 2 : 0) + (way.listens ? 1 : 0);
    }

    Optional<Way> find(String lane) {
        return all().stream().filter(way -> way.lane.equals(lane)).findFirst();
    }

    /** Every device of every lane, a lane's own controller beside its kiosk: for what must reach all. */
    List<Way> ways() {
        return devices.devices().stream().flatMap(device -> of(device).stream()).toList();
    }

    private static List<Way> of(Device device) {
        Optional<DeviceState> state = device.state();
        boolean listens = state.flatMap(DeviceState::challenge).isPresent();
        return state.flatMap(DeviceState::lanes).orElse(List.of()).stream()
                .map(lane -> new Way(lane.gate(), lane.lane(), device.id(), lane.state(), device.presence(), listens))
                .toList();
    }
}
