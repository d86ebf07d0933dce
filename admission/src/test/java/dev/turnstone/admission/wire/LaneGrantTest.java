package dev.turnstone.admission.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.venue.Direction;
import org.junit.jupiter.api.Test;

class LaneGrantTest {
    private static final SigningKey DEVICE = SigningKey.fromSeed(Maguey.seed(1));
    private static final PublicKey PAIRED = DEVICE.publicKey();
    private static final LaneChallenge ASKED = new LaneChallenge("a-1", "00112233445566778899aabbccddeeff");
    private static final LaneGrant GRANT = LaneGrant.sign(ASKED, Direction.IN, 2_000, DEVICE);

    @Test
    void aGrantOfASecondImplementationIsTheSameByteForByte() {
        assertEquals(
                "/HTKJEW35itiAIsvu23nae3B8oJz4lgp5QP0V1AtYGA6c7KnkztL7mSWha1x" + "65QutyVb77LtWvdBxQPuPCqQAw==",
                GRANT.signature());
    }

    @Test
    void itAnswersItsOwnChallenge() {
        assertTrue(GRANT.answers(ASKED, PAIRED));
        assertEquals(Direction.IN, GRANT.way());
    }

    @Test
    void itAnswersNoOtherChallengeLaneOrPairing() {
        LaneChallenge later = new LaneChallenge("a-1", "ffeeddccbbaa99887766554433221100");
        assertFalse(GRANT.answers(later, PAIRED));
        assertFalse(GRANT.answers(new LaneChallenge("a-2", ASKED.challenge()), PAIRED));
        assertFalse(GRANT.answers(ASKED, SigningKey.fromSeed(Maguey.seed(2)).publicKey()));
    }

    @Test
    void nothingInItCanBeChanged() {
        assertFalse(changed("out", 2_000, GRANT.signature()).answers(ASKED, PAIRED));
        assertFalse(changed("in", 1_999, GRANT.signature()).answers(ASKED, PAIRED));
        String another = LaneGrant.sign(ASKED, Direction.OUT, 2_000, DEVICE).signature();
        assertFalse(changed("in", 2_000, another).answers(ASKED, PAIRED));
    }

    @Test
    void noLifeIsLongerThanTwoSeconds() {
        assertThrows(IllegalArgumentException.class, () -> LaneGrant.sign(ASKED, Direction.IN, 2_001, DEVICE));
        assertThrows(IllegalArgumentException.class, () -> LaneGrant.sign(ASKED, Direction.IN, 0, DEVICE));
        assertTrue(LaneGrant.sign(ASKED, Direction.OUT, 1, DEVICE).answers(ASKED, PAIRED));
    }

    @Test
    void aChallengeThatIsNoneIsNotSigned() {
        assertThrows(IllegalArgumentException.class, () -> new LaneChallenge("a-1", "0011"));
    }

    private static LaneGrant changed(String direction, int lifeMs, String signature) {
        return new LaneGrant(GRANT.lane(), GRANT.challenge(), direction, lifeMs, signature);
    }
}
