package dev.turnstone.admission.key;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The secret half of an Ed25519 key. One that signs passes lives in the cloud or the hub and never on a gate; none shows itself. */
public final class SigningKey {
    public static final int SEED_BYTES = 32;

    private final byte[] seed;
    private final PublicKey publicKey;

    private SigningKey(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("an Ed25519 seed has 32 bytes, not " + seed.length);
        }
        this.seed = seed;
        byte[] publicBytes = new byte[PublicKey.BYTES];
        Ed25519.generatePublicKey(seed, 0, publicBytes, 0);
        this.publicKey = PublicKey.of(publicBytes);
    }

    public static SigningKey fromSeed(byte[] seed) {
        return new SigningKey(seed.clone());
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    public Signature sign(byte[] message) {
        byte[] signature = new byte[Signature.BYTES];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return Signature.of(signature);
    }

    /** A copy, for whoever keeps the key at rest. */
    public byte[] seed() {
        return Arrays.copyOf(seed, seed.length);
    }

    @Override
    public String toString() {
        return "SigningKey[of " + publicKey.id() + "]";
    }
}
