package dev.turnstone.admission.wire;

import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import java.util.Base64;
import java.util.Optional;

/**
 * {@code roster/{event}/changes}: {@link RosterChanges} that a broker cannot change, signed with the hub's key.
 *
 * @param payload base64 of UTF-8 JSON
 * @param signature base64 of Ed25519 over "turnstone roster v1" 0x00 ‖ payload bytes
 */
public record SignedRosterChanges(String payload, String signature) {
    public SignedRosterChanges {
        Signed.check(payload, signature);
    }

    public static SignedRosterChanges sign(byte[] payload, SigningKey hubKey) {
        return new SignedRosterChanges(
                Base64.getEncoder().encodeToString(payload), Signed.signature(Domain.ROSTER_CHANGES, payload, hubKey));
    }

    /** The payload, or empty where this key did not sign it. */
    public Optional<byte[]> verified(PublicKey hubKey) {
        return Signed.verified(Domain.ROSTER_CHANGES, payload, signature, hubKey);
    }
}
