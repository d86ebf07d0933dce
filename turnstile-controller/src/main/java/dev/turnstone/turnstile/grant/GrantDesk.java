package dev.turnstone.turnstile.grant;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.wire.LaneChallenge;
import dev.turnstone.admission.wire.LaneGrant;
import dev.turnstone.turnstile.grant.Challenges.Verdict;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.OrderResult;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Opens a lane for a paired device, and keeps which grant answered which challenge. Any thread may call. */
public final class GrantDesk {
    private static final int MOST_REMEMBERED = 256;

    private final Lane lane;
    private final Challenges challenges;
    private final LongSupplier nanos;
    /** The lane's number of each grant, by the challenge that it answered, oldest first. */
    private final Map<String, Long> given = new LinkedHashMap<>();

    /** @param paired public keys of the devices whose grants count: one, or two while one follows the other */
    public GrantDesk(Lane lane, List<PublicKey> paired, RandomGenerator random, LongSupplier nanos) {
        this.lane = lane;
        this.challenges = new Challenges(lane.id(), paired, random);
        this.nanos = nanos;
    }

    synchronized LaneChallenge challenge() {
        return challenges.ask(nanos.getAsLong());
    }

    /** The barrier is released before this returns, or never for this grant. */
    synchronized Answer take(LaneGrant grant) {
        return switch (challenges.take(grant, nanos.getAsLong())) {
            case Verdict.Unsound unsound -> new Answer.Unsound(unsound);
            case Verdict.Sound sound ->
                switch (lane.grant(sound.direction())) {
                    case GrantResult.Granted granted -> {
                        remember(grant.challenge(), granted.grant());
                        yield new Answer.Given(granted);
                    }
                    case GrantResult.Refused refused -> new Answer.Given(refused);
                };
        };
    }

    /**
     * Takes back whatever this challenge stands for: the challenge itself, or the grant that answered it. Whoever asks
     * knows a number that only the device and this lane have seen; and nothing opens by it.
     */
    synchronized Withdrawal withdraw(String challenge) {
        if (challenges.withdraw(challenge)) {
            return Withdrawal.NEVER_USED;
        }
        Long grant = given.get(challenge);
        if (grant == null) {
            return Withdrawal.UNKNOWN;
        }
        return switch (lane.cancel(grant)) {
            case OrderResult.Done done -> Withdrawal.CANCELLED;
            case GrantResult result -> Withdrawal.TOO_LATE;
        };
    }

    /** The challenge that led to this event, if it is about a grant of a paired device. */
    public synchronized Optional<String> challengeOf(LaneEvent event) {
        return LaneNews.grantOf(event)
                .flatMap(grant -> given.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(grant))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    private void remember(String challenge, long grant) {
        given.put(challenge, grant);
        Iterator<String> oldest = given.keySet().iterator();
        while (given.size() > MOST_REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
    }

    /** What became of a grant that was handed in. */
    sealed interface Answer {
        record Given(GrantResult result) implements Answer {}

        record Unsound(Verdict.Unsound why) implements Answer {}
    }

    /** What became of taking something back. */
    public enum Withdrawal {
        /** Nobody had used the challenge, and now nobody can. */
        NEVER_USED,
        /** The grant is taken back; its guest had not moved. */
        CANCELLED,
        /** The guest is walking, or the grant has ended by itself: the lane's news say how. */
        TOO_LATE,
        /** No grant answered such a challenge, or it was long ago. */
        UNKNOWN
    }
}
