package dev.turnstone.turnstile.technician;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A technician's PIN as the configuration keeps it: enough to recognise it, not enough to read it off a screen. A PIN is
 * short, so whoever has the file finds it in time; what guards the page is that nobody may try often.
 *
 * <pre>
 *   pbkdf2-sha256:200000:<base64 salt>:<base64 hash>
 * </pre>
 */
public final class Pin {
    public static final int SHORTEST = 6;
    private static final int LONGEST = 64;

    private static final int ROUNDS = 200_000;
    private static final int MOST_ROUNDS = 2_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final Pattern KEPT =
            Pattern.compile("pbkdf2-sha256:(\\d{1,7}):([A-Za-z0-9+/]+={0,2}):([A-Za-z0-9+/]+={0,2})");

    private final int rounds;
    private final byte[] salt;
    private final byte[] hash;

    private Pin(int rounds, byte[] salt, byte[] hash) {
        this.rounds = rounds;
        this.salt = salt;
        this.hash = hash;
    }

    /** @throws IllegalArgumentException where the PIN is too short to keep anybody out */
    public static Pin of(String pin, RandomGenerator random) {
        if (pin.length() < SHORTEST || pin.length() > LONGEST) {
            throw new IllegalArgumentException("a PIN has %d to %d characters".formatted(SHORTEST, LONGEST));
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Pin(ROUNDS, salt, hash(pin, ROUNDS, salt));
    }

    /** @throws IllegalArgumentException where this is no PIN as it is kept */
    public static Pin parse(String kept) {
        Matcher parts = KEPT.matcher(kept);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a kept PIN");
        }
        int rounds = Integer.parseInt(parts.group(1));
        byte[] salt = Base64.getDecoder().decode(parts.group(2));
        byte[] hash = Base64.getDecoder().decode(parts.group(3));
        if (rounds < 1 || rounds > MOST_ROUNDS || hash.length * Byte.SIZE != HASH_BITS) {
            throw new IllegalArgumentException("not a kept PIN");
        }
        return new Pin(rounds, salt, hash);
    }

    boolean matches(String tried) {
        return tried.length() <= LONGEST && MessageDigest.isEqual(hash, hash(tried, rounds, salt));
    }

    /** As the configuration keeps it. */
    public String kept() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "pbkdf2-sha256:%d:%s:%s".formatted(rounds, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    @Override
    public String toString() {
        return "Pin[kept]";
    }

    private static byte[] hash(String pin, int rounds, byte[] salt) {
        try {
            PBEKeySpec spec = new PBEKeySpec(pin.toCharArray(), salt, rounds, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2", e);
        }
    }
}
