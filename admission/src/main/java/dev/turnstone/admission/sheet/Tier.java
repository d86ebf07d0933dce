package dev.turnstone.admission.sheet;

import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * One kind of ticket of an event. Begin with {@link #of} and change what differs: components may still be added.
 *
 * @param index what a pass carries, 0..255
 * @param gates where it may enter; empty = everywhere
 * @param devices among which a home device is found; empty = it has none
 * @param windows when it may enter; empty = while the event is open
 * @param sessions which of the sheet's sessions it is for; empty = all
 * @param live its own live schedule, where it differs from the sheet's (a pass for several days)
 * @param note shown to staff, such as an age limit; empty = nothing
 */
public record Tier(
        int index,
        String name,
        boolean liveRequired,
        OfflinePolicy offline,
        List<GateId> gates,
        List<DeviceId> devices,
        List<Window> windows,
        List<SessionId> sessions,
        Optional<LiveSchedule> live,
        String note) {
    public Tier {
        if (index >>> 8 != 0) {
            throw new IllegalArgumentException("a tier's index must be 0..255: " + index);
        }
        gates = List.copyOf(gates);
        devices = List.copyOf(devices);
        windows = List.copyOf(windows);
        sessions = List.copyOf(sessions);
    }

    /** A plain tier: static passes, every gate, open when cut off. */
    public static Tier of(int index, String name) {
        return new Tier(
                index,
                name,
                false,
                OfflinePolicy.OPEN,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                "");
    }

    public Tier requiringLive() {
        return new Tier(index, name, true, offline, gates, devices, windows, sessions, live, note);
    }

    public Tier offline(OfflinePolicy policy) {
        return new Tier(index, name, liveRequired, policy, gates, devices, windows, sessions, live, note);
    }

    public Tier onlyAt(GateId... only) {
        return new Tier(index, name, liveRequired, offline, List.of(only), devices, windows, sessions, live, note);
    }

    public Tier atHomeAmong(DeviceId... homes) {
        return new Tier(
                index,
                name,
                liveRequired,
                OfflinePolicy.HOME_DEVICE,
                gates,
                List.of(homes),
                windows,
                sessions,
                live,
                note);
    }

    public Tier during(Window... times) {
        return new Tier(index, name, liveRequired, offline, gates, devices, List.of(times), sessions, live, note);
    }

    public Tier in(SessionId... some) {
        return new Tier(index, name, liveRequired, offline, gates, devices, windows, List.of(some), live, note);
    }

    public Tier live(LiveSchedule schedule) {
        return new Tier(
                index, name, liveRequired, offline, gates, devices, windows, sessions, Optional.of(schedule), note);
    }

    public Tier note(String shown) {
        return new Tier(index, name, liveRequired, offline, gates, devices, windows, sessions, live, shown);
    }

    public boolean allowsGate(GateId gate) {
        return gates.isEmpty() || gates.contains(gate);
    }
}
