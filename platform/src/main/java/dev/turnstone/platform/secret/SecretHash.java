package dev.turnstone.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash of a PIN or password, in the form that others write too. Its cost stands in it, so that it can rise.
 *
 * <pre>
 *   $argon2id$v=19$m=KiB,t=passes,p=lanes$salt$hash      both in Base64 without padding
 * </pre>
 */
public final class SecretHash {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** A hash that costs more would stop a small machine at every try. */
    private static final int MOST_MEMORY_KIB = 65_536;

    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 4;
    private static final int LONGEST_SECRET = 256;
    private static final Pattern KEPT = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{22,86})");

    private final int memoryKib;
    private final int passes;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private SecretHash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    public static SecretHash of(String secret, RandomGenerator random) {
        if (secret.isEmpty() || secret.length() > LONGEST_SECRET) {
            throw new IllegalArgumentException("one to %d characters".formatted(LONGEST_SECRET));
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        SecretHash unhashed = new SecretHash(MEMORY_KIB, PASSES, LANES, salt, new byte[HASH_BYTES]);
        return new SecretHash(MEMORY_KIB, PASSES, LANES, salt, unhashed.hashOf(secret));
    }

    /** @throws IllegalArgumentException where this is no Argon2id hash, or one that would cost too much to try */
    public static SecretHash parse(String kept) {
        Matcher parts = KEPT.matcher(kept);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an Argon2id hash");
        }
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        boolean bearable = passes >= 1
                && passes <= MOST_PASSES
                && lanes >= 1
                && lanes <= MOST_LANES
                && memory >= 8 * lanes
                && memory <= MOST_MEMORY_KIB;
        if (!bearable) {
            throw new IllegalArgumentException("an Argon2id hash of a cost that is not tried here");
        }
        return new SecretHash(memory, passes, lanes, decode(parts.group(4)), decode(parts.group(5)));
    }

    public boolean matches(String tried) {
        return tried.length() <= LONGEST_SECRET && MessageDigest.isEqual(hash, hashOf(tried));
    }

    /** As a file keeps it. */
    public String kept() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(memoryKib, passes, lanes, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    @Override
    public String toString() {
        return "SecretHash[kept]";
    }

    private byte[] hashOf(String secret) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] out = new byte[hash.length];
        argon2.generateBytes(secret.getBytes(StandardCharsets.UTF_8), out);
        return out;
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
