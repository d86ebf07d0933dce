package dev.turnstone.admission.wire;

import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import java.util.Base64;
import java.util.Optional;

/**
 * A setting that whoever carries it cannot change: {@code keys} and {@code sheets/{event}}.
 *
 * <p>The payload is signed as bytes and travels as the same bytes, so that nobody has to write JSON the same way twice.
 * It repeats its kind, number and subject inside; a reader believes only those.
 *
 * @param payload base64 of UTF-8 JSON
 * @param signature base64 of Ed25519 over "turnstone setting v1" 0x00 ‖ payload bytes
 */
public record SignedSetting(long number, String payload, String signature) {
    public SignedSetting {
        Check.number("number", number, 1);
        Signed.check(payload, signature);
    }

    public static SignedSetting sign(long number, byte[] payload, SigningKey key) {
        return new SignedSetting(
                number, Base64.getEncoder().encodeToString(payload), Signed.signature(Domain.SETTING, payload, key));
    }

    /** The payload, or empty where this key did not sign it. */
    public Optional<byte[]> verified(PublicKey settingsKey) {
        return Signed.verified(Domain.SETTING, payload, signature, settingsKey);
    }
}
