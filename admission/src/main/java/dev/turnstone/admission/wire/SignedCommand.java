package dev.turnstone.admission.wire;

import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import java.util.Base64;
import java.util.Optional;

/**
 * {@code devices/{id}/commands}: a {@link DeviceCommand} that a broker can neither change nor invent, signed with the
 * hub's key.
 *
 * @param payload base64 of UTF-8 JSON
 * @param signature base64 of Ed25519 over "turnstone command v1" 0x00 ‖ payload bytes
 */
public record SignedCommand(String payload, String signature) {
    public SignedCommand {
        Signed.check(payload, signature);
    }

    public static SignedCommand sign(byte[] payload, SigningKey hubKey) {
        return new SignedCommand(
                Base64.getEncoder().encodeToString(payload), Signed.signature(Domain.COMMAND, payload, hubKey));
    }

    /** The payload, or empty where this key did not sign it. */
    public Optional<byte[]> verified(PublicKey hubKey) {
        return Signed.verified(Domain.COMMAND, payload, signature, hubKey);
    }
}
