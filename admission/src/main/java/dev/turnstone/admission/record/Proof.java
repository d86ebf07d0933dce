package dev.turnstone.admission.record;

import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.key.Signature;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Evidence of having seen a pass, which does not let anyone show it: the first 16 bytes of SHA-256("turnstone proof"
 * 0x00 ‖ signature). Journal entries carry it; the hub holds it per pass, gates do not. Where they differ, nothing is
 * spent.
 */
public record Proof(long high, long low) {
    public static final int BYTES = 16;

    public static Proof of(Signature signature) {
        return of(Arrays.copyOf(Domain.PROOF.sha256(signature.bytes()), BYTES));
    }

    public static Proof of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a proof has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Proof(buffer.getLong(), buffer.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
