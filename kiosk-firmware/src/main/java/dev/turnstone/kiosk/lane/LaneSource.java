package dev.turnstone.kiosk.lane;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.config.Config;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneConfig;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.Lanes;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/** Where a gate's lane is governed: by this program, or by a controller of its own on the secure side. */
public sealed interface LaneSource {
    /** The lane, governed or listened to from now on. */
    Lane open(SSLContext identity, RandomGenerator random);

    boolean simulated();

    /** Reads {@code controller.mode}: {@code remote}, or whatever hardware this device has. */
    static LaneSource read(Config lane, Config controller, Path data) {
        if (controller.text("mode", "").equals("remote")) {
            Path key = controller.path("key-file", data.resolve("lane.key"));
            return new Remote(new LaneId(lane.text("lane")), controller.uri("uri"), key);
        }
        return new Here(LaneConfig.read(lane, controller, Optional.of(data)));
    }

    record Here(LaneSettings settings) implements LaneSource {
        @Override
        public Lane open(SSLContext identity, RandomGenerator random) {
            return Lanes.open(settings);
        }

        @Override
        public boolean simulated() {
            return settings.hardware() instanceof LaneSettings.Simulated;
        }
    }

    /** @param key the file with the key that the controller is paired with; made at the first start */
    record Remote(LaneId lane, URI controller, Path key) implements LaneSource {
        @Override
        public Lane open(SSLContext identity, RandomGenerator random) {
            SigningKey pairing = PairingKey.openOrMake(key, random);
            PairingKey.tell(lane, pairing);
            return new RemoteLane(lane, controller, identity, pairing, random).start();
        }

        @Override
        public boolean simulated() {
            return false;
        }
    }
}
