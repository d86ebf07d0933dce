package dev.turnstone.turnstile.link;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The hub that a lane's controller tells what happens, and under which names.
 *
 * @param hubKey whose commands are obeyed; without it, nobody's
 * @param identity the folder of the certificate whose common name is the device
 */
public record HubConfig(
        VenueId venue, DeviceId device, GateId gate, Path identity, URI mqttUri, Optional<PublicKey> hubKey) {

    /** Empty where no hub is named: then the lane keeps to itself what happens at it. */
    public static Optional<HubConfig> read(Config config) {
        Optional<URI> broker = config.optionalUri("hub.mqtt-uri");
        Optional<VenueId> venue = name(config, "venue", VenueId::new);
        Optional<DeviceId> device = name(config, "device", DeviceId::new);
        Optional<GateId> gate = name(config, "gate", GateId::new);
        Optional<PublicKey> hubKey = name(config, "hub.public-key", PublicKey::fromHex);
        Optional<Path> identity = config.optionalText("identity").map(said -> config.path("identity"));
        return broker.map(uri -> new HubConfig(
                venue.orElseThrow(() -> missing("venue")),
                device.orElseThrow(() -> missing("device")),
                gate.orElseThrow(() -> missing("gate")),
                identity.orElseThrow(() -> missing("identity")),
                uri,
                hubKey));
    }

    private static <T> Optional<T> name(Config config, String key, Function<String, T> reading) {
        try {
            return config.optionalText(key).map(reading);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("%s: %s.".formatted(key, e.getMessage()));
        }
    }

    private static ConfigException missing(String key) {
        return new ConfigException(
                "hub.mqtt-uri is given, so %s must be too: it is how the hub knows this lane.".formatted(key));
    }
}
