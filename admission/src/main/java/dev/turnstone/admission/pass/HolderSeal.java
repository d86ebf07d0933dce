package dev.turnstone.admission.pass;

import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.key.Signature;
import dev.turnstone.admission.venue.EventId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The holder's name, for staff who have the pass before them. A gate keeps it only sealed, and only the pass's own
 * signature opens it: a stolen gate tells no names.
 *
 * <pre>
 *   0..11  nonce       random, never twice for one pass
 *  12..75  ciphertext  AES-256-GCM of: length 1 ‖ name in UTF-8 ‖ zeros to 64 bytes
 *  76..91  tag
 *
 *   key             HKDF-SHA256(signature), no salt, info "turnstone holder v1" 0x00, 32 bytes
 *   associated      length of event 2 ‖ event ‖ number 8 ‖ version 1
 * </pre>
 */
public final class HolderSeal {
    public static final int BYTES = 92;
    public static final int NONCE = 12;
    private static final int PADDED = 64;
    private static final int MOST_NAME = PADDED - 1;
    private static final int TAG_BITS = 128;

    private HolderSeal() {}

    /** A name longer than 63 bytes is shortened. */
    public static byte[] seal(String name, Pass pass, EventId event, byte[] nonce) {
        byte[] utf8 = shortened(name).getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[PADDED];
        padded[0] = (byte) utf8.length;
        System.arraycopy(utf8, 0, padded, 1, utf8.length);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, pass, event, nonce).doFinal(padded);
            return ByteBuffer.allocate(BYTES).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The name, or empty where this pass does not open it. */
    public static Optional<String> open(byte[] sealed, Pass pass, EventId event) {
        if (sealed.length != BYTES) {
            return Optional.empty();
        }
        try {
            byte[] padded = cipher(Cipher.DECRYPT_MODE, pass, event, Arrays.copyOf(sealed, NONCE))
                    .doFinal(sealed, NONCE, BYTES - NONCE);
            int length = padded[0] & 0xff;
            return length > MOST_NAME
                    ? Optional.empty()
                    : Optional.of(new String(padded, 1, length, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException notThisPass) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, Pass pass, EventId event, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(pass.signature()), new GCMParameterSpec(TAG_BITS, nonce));
        byte[] name = event.value().getBytes(StandardCharsets.US_ASCII);
        cipher.updateAAD(ByteBuffer.allocate(2 + name.length + 8 + 1)
                .putShort((short) name.length)
                .put(name)
                .putLong(pass.number().value())
                .put((byte) pass.body().version())
                .array());
        return cipher;
    }

    private static SecretKey key(Signature signature) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.ofExtract()
                                .addIKM(signature.bytes())
                                .thenExpand(Domain.HOLDER.message(), 32));
    }

    private static String shortened(String name) {
        String fitting = name;
        while (fitting.getBytes(StandardCharsets.UTF_8).length > MOST_NAME) {
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        }
        return fitting;
    }
}
