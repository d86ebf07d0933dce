package dev.turnstone.hub.broker;

import dev.turnstone.admission.venue.VenueId;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who may say and hear what on the venue's broker, whichever broker it is.
 *
 * <p>A device speaks only below its own name, and hears only what is meant for it or for all. The
 * hub, whose common name is {@code hub}, may do everything below its venue and nothing outside it.
 */
public record TopicRules(VenueId venue) {
    /** The hub's common name on its own broker. */
    public static final String HUB = "hub";

    private static final Pattern COMMON_NAME = Pattern.compile("[a-z0-9-]{1,63}");

    /** What a right allows: to publish on topics, or to subscribe to them. */
    public enum Activity {
        PUBLISH,
        SUBSCRIBE
    }

    public record Right(Activity activity, String filter) {}

    /** A name that is no common name of ours ({@code #}, for one) could widen a filter: it is nobody. */
    public static boolean isName(String commonName) {
        return COMMON_NAME.matcher(commonName).matches();
    }

    public List<Right> of(String commonName) {
        if (!isName(commonName)) {
            return List.of();
        }
        return commonName.equals(HUB) ? ofHub() : ofDevice(commonName);
    }

    private List<Right> ofHub() {
        return List.of(new Right(Activity.PUBLISH, below("#")), new Right(Activity.SUBSCRIBE, below("#")));
    }

    /** With {@code %u} for the name these are Mosquitto's patterns, so that both brokers read one table. */
    List<Right> ofDevice(String name) {
        return List.of(
                new Right(Activity.PUBLISH, below("devices/" + name + "/state")),
                new Right(Activity.PUBLISH, below("devices/" + name + "/journal")),
                new Right(Activity.PUBLISH, below("devices/" + name + "/outcomes")),
                new Right(Activity.SUBSCRIBE, below("devices/" + name + "/ack")),
                new Right(Activity.SUBSCRIBE, below("devices/" + name + "/commands")),
                new Right(Activity.SUBSCRIBE, below("sheets/+")),
                new Right(Activity.SUBSCRIBE, below("keys")),
                new Right(Activity.SUBSCRIBE, below("usage")),
                new Right(Activity.SUBSCRIBE, below("roster/+/changes")));
    }

    private String below(String rest) {
        return "turnstone/v1/" + venue + "/" + rest;
    }
}
