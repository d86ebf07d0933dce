package dev.turnstone.admission.wire;

import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.Signature;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Permission for a separate lane controller to release its barrier once, from the device it is paired with.
 *
 * <pre>
 *   signed: "turnstone grant v1" 0x00 ‖ length of lane 2 ‖ lane ‖ challenge 16 ‖ direction 1 (0 in, 1 out) ‖ life 4
 * </pre>
 *
 * @param direction {@code in} or {@code out}
 * @param lifeMs how long it may be used, on the controller's own monotonic clock from when it made the challenge
 */
public record LaneGrant(String lane, String challenge, String direction, int lifeMs, String signature) {
    public static final int LONGEST_LIFE_MS = 2_000;

    public LaneGrant {
        new LaneId(lane);
        Check.hex("challenge", challenge, 16);
        Check.direction(direction);
        Check.between("lifeMs", lifeMs, 1, LONGEST_LIFE_MS);
        Check.base64("signature", signature, Signature.BYTES, Signature.BYTES);
    }

    public static LaneGrant sign(LaneChallenge asked, Direction direction, int lifeMs, SigningKey key) {
        byte[] signature = key.sign(message(asked, direction, lifeMs)).bytes();
        return new LaneGrant(
                asked.lane(),
                asked.challenge(),
                direction.name().toLowerCase(Locale.ROOT),
                lifeMs,
                Base64.getEncoder().encodeToString(signature));
    }

    /** Does it answer this very challenge, signed by the paired device? */
    public boolean answers(LaneChallenge asked, PublicKey paired) {
        return lane.equals(asked.lane())
                && challenge.equals(asked.challenge())
                && paired.verifies(Signature.of(Base64.getDecoder().decode(signature)), message(asked, way(), lifeMs));
    }

    public Direction way() {
        return Direction.valueOf(direction.toUpperCase(Locale.ROOT));
    }

    private static byte[] message(LaneChallenge asked, Direction direction, int lifeMs) {
        byte[] lane = new LaneId(asked.lane()).value().getBytes(StandardCharsets.US_ASCII);
        byte[] challenge = HexFormat.of().parseHex(asked.challenge());
        int way = switch (direction) {
            case IN -> 0;
            case OUT -> 1;
        };
        return Domain.GRANT.message(ByteBuffer.allocate(2 + lane.length + 16 + 1 + 4)
                .putShort((short) lane.length)
                .put(lane)
                .put(challenge)
                .put((byte) way)
                .putInt(lifeMs)
                .array());
    }
}
