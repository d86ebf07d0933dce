package dev.turnstone.rehearsal.venue;

import java.io.IOException;
import java.util.List;

/**
 * The two cables that can be pulled here.
 *
 * @param hub between the gates and the hub: claims and messages run through it together
 * @param cloud between the hub and the outside world
 */
public record Cables(List<Cable> hub, List<Cable> cloud) implements AutoCloseable {
    static Cables lay(Ports ports) throws IOException {
        return new Cables(
                List.of(
                        Cable.lay("claims", ports.of(Outlet.CLAIMS_CABLE), ports.of(Outlet.DEVICES)),
                        Cable.lay("broker", ports.of(Outlet.BROKER_CABLE), ports.of(Outlet.BROKER))),
                List.of(Cable.lay("cloud", ports.of(Outlet.CLOUD_CABLE), ports.of(Outlet.CLOUD))));
    }

    public boolean isHubPlugged() {
        return hub.stream().allMatch(Cable::isPlugged);
    }

    public boolean isCloudPlugged() {
        return cloud.stream().allMatch(Cable::isPlugged);
    }

    public void hub(boolean plugged) {
        hub.forEach(cable -> set(cable, plugged));
    }

    public void cloud(boolean plugged) {
        cloud.forEach(cable -> set(cable, plugged));
    }

    private static void set(Cable cable, boolean plugged) {
        if (plugged) {
            cable.plug();
        } else {
            cable.pull();
        }
    }

    @Override
    public void close() {
        hub.forEach(Cable::close);
        cloud.forEach(Cable::close);
    }
}
