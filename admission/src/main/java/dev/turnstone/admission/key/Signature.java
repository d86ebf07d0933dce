package dev.turnstone.admission.key;

import java.util.Arrays;

/**
 * 64 bytes of Ed25519.
 *
 * <p>A pass's signature opens its holder's seal, so it must never reach a log or a disk by accident: {@link #toString}
 * shows nothing of it.
 */
public final class Signature {
    public static final int BYTES = 64;

    private final byte[] bytes;

    private Signature(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an Ed25519 signature has 64 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    public static Signature of(byte[] bytes) {
        return new Signature(bytes.clone());
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    byte[] shared() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Signature[…]";
    }
}
