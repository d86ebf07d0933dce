package dev.turnstone.kiosk.app;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.kiosk.handheld.Handhelds;
import dev.turnstone.kiosk.handheld.PassSource;
import dev.turnstone.kiosk.lane.LaneSource;
import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.text.Language;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything a gate is told, checked before anything is opened. */
record GateConfig(
        VenueId venue,
        Doorway doorway,
        Path data,
        Path identity,
        URI claimsUri,
        URI mqttUri,
        Optional<PublicKey> hubKey,
        PublicKey settingsKey,
        String host,
        int port,
        Language language,
        Path staffFile,
        Duration lockAfter,
        Optional<URI> printer,
        LaneSource lane,
        List<PassSource> handhelds) {

    static GateConfig of(Config config) {
        Doorway doorway = doorway(config);
        // Whether it can be written is found out when it is opened: a gate that cannot still shows its face.
        Path data = config.path("data", Path.of("data"));
        LaneSource lane = LaneSource.read(config.list("lanes").getFirst(), config.section("controller"), data);
        return new GateConfig(
                valid(config, "venue", VenueId::new),
                doorway,
                data,
                config.path("identity"),
                config.uri("hub.claims-uri"),
                config.uri("hub.mqtt-uri"),
                config.optionalText("hub.public-key").map(hex -> valid(config, "hub.public-key", PublicKey::fromHex)),
                valid(config, "settings.public-key", PublicKey::fromHex),
                config.text("http.host", "127.0.0.1"),
                config.port("http.port", 8421),
                config.choice("language", Language.class, Language.EN),
                config.path("staff.file", data.resolve("staff.json")),
                config.duration("staff.lock-after", Duration.ofMinutes(2)),
                config.optionalUri("printer.uri"),
                lane,
                Handhelds.read(config));
    }

    private static Doorway doorway(Config config) {
        List<Config> lanes = config.list("lanes");
        if (lanes.size() != 1) {
            throw new StartFailure(
                    "lanes: a gate serves one lane, and %d are given.".formatted(lanes.size()),
                    "Give each lane a gate, or a lane to this one:  lanes: [{lane: a-1, direction: in}]");
        }
        Config lane = lanes.getFirst();
        return new Doorway(
                valid(config, "device", DeviceId::new),
                valid(config, "gate", GateId::new),
                valid(lane, "lane", LaneId::new),
                lane.choice("direction", Direction.class, Direction.IN));
    }

    private static <T> T valid(Config config, String key, Function<String, T> reading) {
        String text = config.text(key);
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("%s: %s.".formatted(key, e.getMessage()), "Correct it in the configuration.", e);
        }
    }
}
