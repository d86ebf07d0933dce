package dev.turnstone.turnstile.grant;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may open this lane from another machine, and where it listens for them.
 *
 * @param identity the folder of this controller's certificate; where there is one, callers must show theirs too
 */
public record GrantConfig(String host, int port, List<PublicKey> paired, Optional<Path> identity) {
    private static final int MOST_PAIRED = 2;

    /** Empty where nobody is paired: then this lane is opened by hand alone. */
    public static Optional<GrantConfig> read(Config config) {
        List<String> keys = config.texts("grants.paired");
        String host = config.text("grants.host", "127.0.0.1");
        int port = config.port("grants.port", 0);
        Optional<Path> identity = config.optionalText("grants.identity").map(said -> config.path("grants.identity"));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() > MOST_PAIRED) {
            throw new ConfigException(
                    "grants.paired names %d keys. A lane is paired with one device; a second key is for the time in which one follows the other."
                            .formatted(keys.size()));
        }
        return Optional.of(
                new GrantConfig(host, port, keys.stream().map(GrantConfig::key).toList(), identity));
    }

    private static PublicKey key(String hex) {
        try {
            return PublicKey.fromHex(hex);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "grants.paired: \"%s\" is not a public key: %s. The device tells its own at its start."
                            .formatted(hex, e.getMessage()));
        }
    }
}
