package dev.turnstone.admission.wire;

import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.venue.EventId;
import java.util.Base64;

/**
 * The body of a {@code pass} entry of the cloud's feed: how one pass stands from this position on.
 *
 * @param state {@link #VALID} or {@link #REVOKED}
 * @param number unsigned decimal: JSON's numbers lose bits
 * @param proof base64 of 16 bytes
 */
public record PassChange(String event, String number, int tier, int version, int admits, String state, String proof) {

    public static final String VALID = "valid";
    public static final String REVOKED = "revoked";

    public PassChange {
        new EventId(event);
        PassNumber.parse(number);
        Check.between("tier", tier, 0, Limits.BYTE);
        Check.between("version", version, 0, Limits.BYTE);
        Check.between("admits", admits, 0, PassBody.MOST_ADMITS);
        Check.oneOf("state", state, VALID, REVOKED);
        Check.base64("proof", proof, Proof.BYTES, Proof.BYTES);
    }

    public static PassChange of(
            EventId event, PassNumber number, int tier, int version, int admits, String state, Proof proof) {
        return new PassChange(
                event.value(),
                number.toString(),
                tier,
                version,
                admits,
                state,
                Base64.getEncoder().encodeToString(proof.bytes()));
    }

    public EventId eventId() {
        return new EventId(event);
    }

    public PassNumber passNumber() {
        return PassNumber.parse(number);
    }

    public Proof passProof() {
        return Proof.of(Base64.getDecoder().decode(proof));
    }
}
