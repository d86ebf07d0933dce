package dev.turnstone.turnstile.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.LaneChallenge;
import dev.turnstone.admission.wire.LaneGrant;
import dev.turnstone.turnstile.grant.Challenges.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which grants a lane believes. Instants are told; the clock here starts below zero, as a monotonic clock may. */
class ChallengesTest {
    private static final SigningKey PAIRED = key(1);
    private static final SigningKey FOLLOWER = key(2);
    private static final SigningKey STRANGER = key(3);
    private static final Verdict LET_IN = new Verdict.Sound(Direction.IN);
    private static final long START = -5_000_000_000L;

    private final Challenges challenges =
            new Challenges(new LaneId("a-1"), List.of(PAIRED.publicKey(), FOLLOWER.publicKey()), new Random(7));

    @Test
    void aGrantOfEitherPairedDeviceIsSoundForTheWayItNames() {
        assertEquals(LET_IN, take(grant(challenges.ask(START), 2_000, PAIRED), 0));
        LaneGrant out = LaneGrant.sign(challenges.ask(START), Direction.OUT, 2_000, FOLLOWER);
        assertEquals(new Verdict.Sound(Direction.OUT), take(out, 0));
    }

    @Test
    void theSameGrantAgainOpensNothing() {
        LaneGrant grant = grant(challenges.ask(START), 2_000, PAIRED);
        assertEquals(LET_IN, take(grant, 10));
        assertEquals(Verdict.Unsound.OVER, take(grant, 10));
        assertEquals(Verdict.Unsound.OVER, take(grant, 1_000));
    }

    @Test
    void aGrantLivesTwoSecondsFromItsChallengeAndNotAnInstantLonger() {
        LaneGrant early = grant(challenges.ask(START), 2_000, PAIRED);
        LaneGrant late = grant(challenges.ask(START), 2_000, PAIRED);
        long end = START + Duration.ofSeconds(2).toNanos();
        assertEquals(LET_IN, challenges.take(early, end - 1));
        assertEquals(Verdict.Unsound.OVER, challenges.take(late, end));
    }

    @Test
    void aShorterLifeIsKeptToo() {
        LaneGrant early = grant(challenges.ask(START), 300, PAIRED);
        LaneGrant late = grant(challenges.ask(START), 300, PAIRED);
        assertEquals(LET_IN, take(early, 299));
        assertEquals(Verdict.Unsound.OVER, take(late, 300));
    }

    @Test
    void aStrangersGrantOpensNothingAndDoesNotTakeTheChallengeAway() {
        LaneChallenge asked = challenges.ask(START);
        assertEquals(Verdict.Unsound.NOT_SIGNED, take(grant(asked, 2_000, STRANGER), 0));
        assertEquals(LET_IN, take(grant(asked, 2_000, PAIRED), 1));
    }

    @Test
    void aChallengeOfAnotherLaneOrNeverMadeOpensNothing() {
        LaneChallenge other = new LaneChallenge("a-2", challenges.ask(START).challenge());
        assertEquals(Verdict.Unsound.NOT_SIGNED, take(grant(other, 2_000, PAIRED), 0));
        LaneChallenge invented = new LaneChallenge("a-1", "00112233445566778899aabbccddeeff");
        assertEquals(Verdict.Unsound.OVER, take(grant(invented, 2_000, PAIRED), 0));
    }

    @Test
    void whoeverOnlyAsksTakesNoChallengeAwayUntilThereAreTooMany() {
        LaneChallenge first = challenges.ask(START);
        for (int i = 1; i < Challenges.MOST_OPEN; i++) {
            challenges.ask(START);
        }
        assertEquals(LET_IN, take(grant(first, 2_000, PAIRED), 0));
        LaneChallenge second = challenges.ask(START);
        for (int i = 0; i < Challenges.MOST_OPEN; i++) {
            challenges.ask(START);
        }
        assertEquals(Verdict.Unsound.OVER, take(grant(second, 2_000, PAIRED), 0));
    }

    @Test
    void aChallengeThatIsTakenBackOpensNothing() {
        LaneChallenge asked = challenges.ask(START);
        assertTrue(challenges.withdraw(asked.challenge()));
        assertFalse(challenges.withdraw(asked.challenge()));
        assertEquals(Verdict.Unsound.OVER, take(grant(asked, 2_000, PAIRED), 0));
    }

    private Verdict take(LaneGrant grant, long afterMs) {
        return challenges.take(grant, START + Duration.ofMillis(afterMs).toNanos());
    }

    private static LaneGrant grant(LaneChallenge asked, int lifeMs, SigningKey key) {
        return LaneGrant.sign(asked, Direction.IN, lifeMs, key);
    }

    private static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) number);
        return SigningKey.fromSeed(seed);
    }
}
