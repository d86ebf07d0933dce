package dev.turnstone.hub.app;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.hub.staff.Sessions;
import dev.turnstone.hub.staff.StaffDoor;
import dev.turnstone.hub.staff.StaffDoor.SeenBy;
import dev.turnstone.hub.staff.StaffStore;
import dev.turnstone.platform.app.KeyFile;
import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.config.Config;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings that are words of admission's. */
final class HubConfig {
    private static final Logger log = LoggerFactory.getLogger(HubConfig.class);

    private HubConfig() {}

    static VenueId venue(Config config) {
        String text = config.text("venue");
        try {
            return new VenueId(text);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("The setting venue cannot be used: " + e.getMessage() + ".", "Correct it.");
        }
    }

    /** The hub's own word: what it tells gates, beside what it hands on from the cloud. */
    static SigningKey signingKey(Config config, Path data) {
        Path file = config.path("signing.key-file", data.resolve("signing.key"));
        SigningKey key = SigningKey.fromSeed(KeyFile.readOrMake("signing.key-file", file, new SecureRandom()));
        // Said at every start: whoever sets up a gate needs it, and it is no secret.
        log.info(
                "this hub's public key is {}: gates need it in hub.public-key",
                key.publicKey().hex());
        return key;
    }

    static PublicKey settingsKey(Config config) {
        String hex = config.text("settings.public-key");
        try {
            return PublicKey.fromHex(hex.strip());
        } catch (IllegalArgumentException e) {
            throw new StartFailure(
                    "The setting settings.public-key is not an Ed25519 public key in hexadecimal.",
                    "Copy it from the cloud again.");
        }
    }

    /** Who may look at the dashboard, and how long a screen that nobody touches stays signed in. */
    static StaffDoor door(Config config, StaffStore staff, InstantSource clock) {
        Duration unused = config.duration("staff.lock-after", Duration.ofMinutes(15));
        if (unused.compareTo(Duration.ofMinutes(1)) < 0 || unused.compareTo(Duration.ofHours(12)) > 0) {
            throw new StartFailure("The setting staff.lock-after cannot be used.", "Give it one minute to 12 hours.");
        }
        Sessions sessions = new Sessions(staff, unused, new SecureRandom(), clock, System::nanoTime);
        return new StaffDoor(sessions, config.choice("dashboard.seen-by", SeenBy.class, SeenBy.STAFF));
    }
}
