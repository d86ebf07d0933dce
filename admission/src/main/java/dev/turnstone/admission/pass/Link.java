package dev.turnstone.admission.pass;

import dev.turnstone.admission.key.Domain;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * One link of a live pass's hash chain, 16 bytes:
 *
 * <pre>
 *   c_(k+1) = first 16 bytes of SHA-256("turnstone live v1" 0x00 ‖ number ‖ version ‖ c_k)
 *
 *   c_0 ──► c_1 ──► … ──► c_(n-i) ──► … ──► c_n
 *   holder's secret        shown at step i    the anchor, signed in the pass
 * </pre>
 */
public record Link(long high, long low) {
    public static final int BYTES = 16;

    public static Link of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a link has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Link(buffer.getLong(), buffer.getLong());
    }

    /** The link {@code count} hashes nearer to the anchor. */
    public Link forward(PassNumber number, int version, int count) {
        if (count == 0) {
            return this;
        }
        var sha256 = Domain.newSha256();
        byte[] message = Domain.LIVE.message(new byte[8 + 1 + BYTES]);
        ByteBuffer tail = ByteBuffer.wrap(message, message.length - (8 + 1 + BYTES), 8 + 1 + BYTES)
                .slice();
        tail.putLong(number.value()).put((byte) version).putLong(high).putLong(low);
        for (int done = 0; done < count; done++) {
            tail.put(9, sha256.digest(message), 0, BYTES);
        }
        return new Link(tail.getLong(9), tail.getLong(17));
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /** Shows nothing: until its step, a link is a secret. */
    @Override
    public String toString() {
        return "Link[…]";
    }
}
