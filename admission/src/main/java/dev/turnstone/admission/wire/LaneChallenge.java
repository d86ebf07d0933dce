package dev.turnstone.admission.wire;

import dev.turnstone.admission.venue.LaneId;

/**
 * What a separate lane controller says when it is asked to open: sign this. It forgets the challenge when it is used,
 * after two seconds, and when too many newer ones are open.
 *
 * @param challenge 32 hexadecimal digits, random
 */
public record LaneChallenge(String lane, String challenge) {
    public LaneChallenge {
        new LaneId(lane);
        Check.hex("challenge", challenge, 16);
    }
}
