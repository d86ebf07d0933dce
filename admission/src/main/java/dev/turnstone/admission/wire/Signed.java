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

    static String signature(Domain domain, byte[] payload, SigningKey key) {
        return Base64.getEncoder()
                .encodeToString(key.sign(domain.message(payload)).bytes());
    }

    /** The payload, or empty where this key did not sign it for this. */
    static Optional<byte[]> verified(Domain domain, String payload, String signature, PublicKey key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(payload);
            Signature claimed = Signature.of(Base64.getDecoder().decode(signature));
            return key.verifies(claimed, domain.message(bytes)) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
