package dev.turnstone.admission.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.turnstone.admission.testing.Maguey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySetTest {
    private static final KeySet FIVE = new KeySet(5, List.of(Maguey.KEY));

    @Test
    void aLowerNumberIsRefusedWhoeverBringsIt() {
        KeySet four = new KeySet(4, List.of());
        KeySet six = new KeySet(6, List.of());
        assertSame(FIVE, FIVE.replacedBy(four));
        assertSame(six, FIVE.replacedBy(six));
        assertSame(FIVE, KeySet.NONE.replacedBy(FIVE));
    }

    @Test
    void twoKeysOfAnEventOverlapWhileOneTakesOverFromTheOther() {
        EventKey next = new EventKey(
                Maguey.EVENT, SigningKey.fromSeed(Maguey.seed(2)).publicKey(), Maguey.OPENS, Maguey.CLOSES);
        KeySet both = new KeySet(6, List.of(Maguey.KEY, next));
        assertEquals(List.of(Maguey.KEY), both.withId(Maguey.KEY.id()));
        assertEquals(List.of(next), both.withId(next.id()));
        assertEquals(List.of(), both.withId(new KeyId(0)));
    }

    @Test
    void aWindowThatNeverIsAndADelegationOfNothingAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EventKey(Maguey.EVENT, Maguey.KEY.key(), Maguey.CLOSES, Maguey.CLOSES));
        assertThrows(IllegalArgumentException.class, () -> new Delegation(Set.of(), 1));
        assertThrows(IllegalArgumentException.class, () -> new Delegation(Set.of(1), 0));
        assertThrows(IllegalArgumentException.class, () -> new KeyId(1 << 24));
    }
}
