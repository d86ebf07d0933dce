package dev.turnstone.cloud.issuing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the events' signing keys for the database, so that a copy of the database signs nothing.
 *
 * <pre>
 *  0      0x01, this format
 *  1..12  random nonce
 *  13..   AES-256-GCM ciphertext and tag; what the secret belongs to is authenticated with it
 * </pre>
 */
public final class MasterKey {
    private static final byte FORMAT = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final RandomGenerator random;

    public MasterKey(byte[] key, RandomGenerator random) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    byte[] seal(byte[] secret, byte[] belongsTo) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, belongsTo, secret);
        return ByteBuffer.allocate(1 + NONCE + sealed.length)
                .put(FORMAT)
                .put(nonce)
                .put(sealed)
                .array();
    }

    byte[] open(byte[] sealed, byte[] belongsTo) {
        if (sealed.length <= 1 + NONCE || sealed[0] != FORMAT) {
            throw new IssuingFault("a sealed key has an unknown form");
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] nonce = new byte[NONCE];
        buffer.get(nonce);
        byte[] secret = new byte[buffer.remaining()];
        buffer.get(secret);
        return cipher(Cipher.DECRYPT_MODE, nonce, belongsTo, secret);
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] belongsTo, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(belongsTo);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IssuingFault("the master key does not open what is sealed in the database", e);
        }
    }
}
