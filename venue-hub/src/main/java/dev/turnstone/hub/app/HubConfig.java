package dev.turnstone.hub.app;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.config.Config;

/** Settings that are words of admission's. */
final class HubConfig {
    private HubConfig() {}

    static VenueId venue(Config config) {
        String text = config.text("venue");
        try {
            return new VenueId(text);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("The setting venue cannot be used: " + e.getMessage() + ".", "Correct it.");
        }
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
}
