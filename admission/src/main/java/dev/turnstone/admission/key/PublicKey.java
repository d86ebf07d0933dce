package dev.turnstone.admission.key;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key that is worth trusting: well-formed, canonical, and of the full prime order.
 *
 * <p>Small-order keys verify signatures nobody made; the JDK accepts them, so every key goes through Bouncy Castle's
 * full validation once, here, and verification starts from the point decoded then.
 */
public final class PublicKey {
    public static final int BYTES = 32;

    private final byte[] bytes;
    private final Ed25519.PublicPoint point;
    private final KeyId id;

    private PublicKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + bytes.length);
        }
        Ed25519.PublicPoint valid = Ed25519.validatePublicKeyFullExport(bytes, 0);
        if (valid == null) {
            throw new IllegalArgumentException("not an Ed25519 public key of full order");
        }
        this.bytes = bytes;
        this.point = valid;
        this.id = KeyId.of(bytes);
    }

    /** @throws IllegalArgumentException for a malformed, non-canonical or small-order key */
    public static PublicKey of(byte[] bytes) {
        return new PublicKey(bytes.clone());
    }

    /** @throws IllegalArgumentException for a malformed, non-canonical or small-order key */
    public static PublicKey fromHex(String hex) {
        return new PublicKey(HexFormat.of().parseHex(hex));
    }

    public KeyId id() {
        return id;
    }

    public boolean verifies(Signature signature, byte[] message) {
        return Ed25519.verify(signature.shared(), 0, point, message, 0, message.length);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "PublicKey[" + hex() + "]";
    }
}
