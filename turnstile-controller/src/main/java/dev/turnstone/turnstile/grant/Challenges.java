package dev.turnstone.turnstile.grant;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.LaneChallenge;
import dev.turnstone.admission.wire.LaneGrant;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a lane has asked to be signed, and whether a grant is an answer to it. A challenge is used once, at most two
 * seconds after it was made, on this machine's monotonic clock. So neither a recorded grant nor one that was held up on
 * the way opens anything, and no clock of another machine matters.
 *
 * <p>A few may be open at once, so that two devices at one lane, or a stranger who only asks, do not take each other's
 * away; the oldest goes first.
 */
final class Challenges {
    static final int MOST_OPEN = 8;
    static final Duration LIFE = Duration.ofMillis(LaneGrant.LONGEST_LIFE_MS);

    private static final int BYTES = 16;

    private final LaneId lane;
    private final List<PublicKey> paired;
    private final RandomGenerator random;
    /** Made at which instant, oldest first. */
    private final Map<String, Long> open = new LinkedHashMap<>();

    Challenges(LaneId lane, List<PublicKey> paired, RandomGenerator random) {
        this.lane = lane;
        this.paired = List.copyOf(paired);
        this.random = random;
    }

    LaneChallenge ask(long nowNanos) {
        forgetOver(nowNanos);
        while (open.size() >= MOST_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        String challenge = HexFormat.of().formatHex(fresh);
        open.put(challenge, nowNanos);
        return new LaneChallenge(lane.value(), challenge);
    }

    /** Takes a grant as it came. Whatever is answered, a challenge that was rightly signed is used up. */
    Verdict take(LaneGrant grant, long nowNanos) {
        forgetOver(nowNanos);
        Long asked = open.get(grant.challenge());
        if (asked == null) {
            return Verdict.Unsound.OVER;
        }
        LaneChallenge challenge = new LaneChallenge(lane.value(), grant.challenge());
        if (paired.stream().noneMatch(key -> grant.answers(challenge, key))) {
            return Verdict.Unsound.NOT_SIGNED;
        }
        open.remove(grant.challenge());
        boolean late = nowNanos - asked >= Duration.ofMillis(grant.lifeMs()).toNanos();
        return late ? Verdict.Unsound.OVER : new Verdict.Sound(grant.way());
    }

    /** Whether it was open; it no longer is. */
    boolean withdraw(String challenge) {
        return open.remove(challenge) != null;
    }

    private void forgetOver(long nowNanos) {
        Iterator<Long> made = open.values().iterator();
        while (made.hasNext() && nowNanos - made.next() >= LIFE.toNanos()) {
            made.remove();
        }
    }

    /** Whether a grant may release the barrier. */
    sealed interface Verdict {
        record Sound(Direction direction) implements Verdict {}

        enum Unsound implements Verdict {
            /** No such challenge is open: it was never made here, has been used, or its time is over. */
            OVER,
            /** No device that this lane is paired with has signed it, or not as it stands. */
            NOT_SIGNED
        }
    }
}
