package dev.turnstone.turnstile.app;

import dev.turnstone.platform.config.Config;
import dev.turnstone.turnstile.grant.GrantConfig;
import dev.turnstone.turnstile.lane.LaneConfig;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.link.HubConfig;
import java.nio.file.Path;
import java.util.Optional;

/** Everything that the file of a lane of its own says, read and checked before anything is opened. */
record LaneFile(
        LaneSettings lane, Path data, String host, int port, Optional<GrantConfig> grants, Optional<HubConfig> hub) {

    static LaneFile read(Config config) {
        Path data = config.path("data", Path.of("data"));
        LaneSettings lane = LaneConfig.read(config, config.section("controller"), Optional.of(data));
        config.optionalText("technician.pin");
        return new LaneFile(
                lane,
                data,
                config.text("http.host", "127.0.0.1"),
                config.port("http.port", 0),
                GrantConfig.read(config),
                HubConfig.read(config));
    }

    /** The same, and nothing in the file that nobody reads. */
    static LaneFile checked(Config config) {
        LaneFile file = read(config);
        config.refuseUnknownKeys();
        return file;
    }
}
