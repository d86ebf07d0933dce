package dev.turnstone.hub.staff;

import dev.turnstone.platform.secret.SecretHash;
import java.util.random.RandomGenerator;

/** What may be a PIN or a password here. */
final class Secrets {
    static final int SHORTEST_PIN = 6;
    static final int SHORTEST_PASSWORD = 10;
    static final int LONGEST = 128;
    static final String RULE = "at least %d digits, or %d characters".formatted(SHORTEST_PIN, SHORTEST_PASSWORD);

    private Secrets() {}

    /** @throws IllegalArgumentException where it is too short to keep anybody out */
    static SecretHash hash(String secret, RandomGenerator random) {
        boolean pin = secret.matches("\\d{%d,%d}".formatted(SHORTEST_PIN, LONGEST));
        boolean password = secret.length() >= SHORTEST_PASSWORD && secret.length() <= LONGEST;
        if (!pin && !password) {
            throw new IllegalArgumentException("it has " + RULE);
        }
        return SecretHash.of(secret, random);
    }
}
