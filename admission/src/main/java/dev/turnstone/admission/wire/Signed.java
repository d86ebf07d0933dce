package dev.turnstone.admission.wire;

import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.Signature;
import dev.turnstone.admission.key.SigningKey;
import java.util.Base64;
import java.util.Optional;

/** Signing a payload as bytes and carrying both as base64: once, for every message that is signed so. */
final class Signed {
    private Signed() {}

    /** Of the right form, which says nothing yet about who signed it. */
    static void check(String payload, String signature) {
        Check.base64("payload", payload, 1, Limits.SIGNED_PAYLOAD);
        Check.base64("signature", signature, Signature.BYTES, Signature.BYTES);
    }

    static String signature(Domain domain, byte[] payload, SigningKey key) {
        return Base64.getEncoder()
                .encodeToString(key.sign(domain.message(payload)).bytes());
    }

    /** The payload, or empty where this key did not sign it for this. */
    static Optional<byte[]> verified(Domain domain, String payload, String signature, PublicKey key) {
        byte[] bytes = Base64.getDecoder().decode(payload);
        Signature claimed = Signature.of(Base64.getDecoder().decode(signature));
        return key.verifies(claimed, domain.message(bytes)) ? Optional.of(bytes) : Optional.empty();
    }
}
