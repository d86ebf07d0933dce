package dev.turnstone.admission.wire;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.VenueId;
import java.util.Optional;

/**
 * Every topic of one venue, in one place:
 *
 * <pre>
 *   turnstone/v1/{venue}/devices/{id}/state      retained, with will
 *                       /devices/{id}/journal    device → hub
 *                       /devices/{id}/ack        hub → device
 *                       /devices/{id}/commands   hub → device, never retained
 *                       /devices/{id}/outcomes   device → hub
 *                       /sheets/{event}          retained, signed by the cloud
 *                       /keys                    retained, signed by the cloud
 *                       /usage                   hub → devices
 *                       /roster/{event}/changes  hub → devices, signed by the hub
 * </pre>
 */
public record Topics(VenueId venue) {
    /** Matches exactly one level. */
    private static final String ANY = "+";

    public String state(DeviceId device) {
        return device(device.value(), "state");
    }

    public String journal(DeviceId device) {
        return device(device.value(), "journal");
    }

    public String ack(DeviceId device) {
        return device(device.value(), "ack");
    }

    public String commands(DeviceId device) {
        return device(device.value(), "commands");
    }

    public String outcomes(DeviceId device) {
        return device(device.value(), "outcomes");
    }

    public String sheet(EventId event) {
        return root() + "sheets/" + event;
    }

    public String keys() {
        return root() + "keys";
    }

    public String usage() {
        return root() + "usage";
    }

    public String rosterChanges(EventId event) {
        return root() + "roster/" + event + "/changes";
    }

    /** The hub's subscription to every device's journal. */
    public String everyJournal() {
        return device(ANY, "journal");
    }

    public String everyState() {
        return device(ANY, "state");
    }

    public String everyOutcome() {
        return device(ANY, "outcomes");
    }

    public String everySheet() {
        return root() + "sheets/" + ANY;
    }

    public String everyRosterChange() {
        return root() + "roster/" + ANY + "/changes";
    }

    public boolean isRosterChange(String topic) {
        return topic.startsWith(root() + "roster/") && topic.endsWith("/changes");
    }

    /** Whose topic it is; empty where it is not one of this venue's devices. */
    public Optional<DeviceId> deviceOf(String topic) {
        String prefix = root() + "devices/";
        int end = topic.indexOf('/', prefix.length());
        if (!topic.startsWith(prefix) || end < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DeviceId(topic.substring(prefix.length(), end)));
        } catch (IllegalArgumentException notADevice) {
            return Optional.empty();
        }
    }

    private String device(String id, String leaf) {
        return root() + "devices/" + id + "/" + leaf;
    }

    private String root() {
        return "turnstone/v1/" + venue + "/";
    }
}
