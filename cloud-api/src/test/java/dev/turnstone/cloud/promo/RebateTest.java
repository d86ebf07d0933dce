package dev.turnstone.cloud.promo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.promo.PromoCode.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RebateTest {
    private static final long SEED = 11;
    private static final Instant NOW = Instant.parse("2026-03-07T20:15:00Z");
    private static final UUID GENERAL = new UUID(0, 1);
    private static final UUID VIP = new UUID(0, 2);

    @ParameterizedTest
    @CsvSource({"0,35000,0", "20,35000,7000", "100,35000,35000", "33,10,3", "50,1,1", "15,333,50"})
    void aPercentageIsRoundedToTheNearestCent(int percent, long amount, long off) {
        assertEquals(List.of(mxn(off)), new Rebate.Percent(percent).off(List.of(mxn(amount))));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void aPercentageLiesBetweenNothingAndAll(int percent) {
        assertThrows(IllegalArgumentException.class, () -> new Rebate.Percent(percent));
    }

    @Test
    void aFixedSumIsSpreadToTheCentAndNeverMoreThanEachLineCosts() {
        var random = new SplittableRandom(SEED);
        for (int round = 0; round < 2_000; round++) {
            long[] amounts = LongStream.range(0, 1 + random.nextInt(5))
                    .map(_ -> random.nextLong(100_000))
                    .toArray();
            long sum = LongStream.of(amounts).sum();
            long fixed = 1 + random.nextLong(150_000);

            List<Money> off = new Rebate.Fixed(fixed)
                    .off(LongStream.of(amounts).mapToObj(RebateTest::mxn).toList());

            String told = "seed " + SEED + ", round " + round;
            assertEquals(
                    Math.min(fixed, sum), off.stream().mapToLong(Money::minor).sum(), told);
            for (int line = 0; line < amounts.length; line++) {
                assertTrue(off.get(line).minor() >= 0 && off.get(line).minor() <= amounts[line], told);
            }
        }
    }

    @Test
    void aCodeIsGoodFromItsFirstSecondUntilItsLastForItsTiersFromItsLeastAndWhileItIsEnabled() {
        List<PromoCode.Line> basket = List.of(new PromoCode.Line(GENERAL, mxn(500)), new PromoCode.Line(VIP, mxn(900)));
        assertEquals(
                new Answer.Off(List.of(mxn(0), mxn(90))),
                code(Set.of(VIP), 900, 0, true).answer(basket, NOW));
        assertEquals("fault.promo-least", not(code(Set.of(VIP), 901, 0, true).answer(basket, NOW)));
        assertEquals(
                "fault.promo-tiers",
                not(code(Set.of(new UUID(0, 3)), 0, 0, true).answer(basket, NOW)));
        assertEquals("fault.promo-used", not(code(Set.of(), 0, 5, true).answer(basket, NOW)));
        assertEquals("fault.promo", not(code(Set.of(), 0, 0, false).answer(basket, NOW)));
        PromoCode code = code(Set.of(), 0, 4, true);
        assertInstanceOf(Answer.Off.class, code.answer(basket, NOW.plusSeconds(59)));
        assertEquals("fault.promo-time", not(code.answer(basket, NOW.plusSeconds(60))));
        assertEquals("fault.promo-time", not(code.answer(basket, NOW.minusSeconds(1))));
    }

    private static PromoCode code(Set<UUID> tiers, long least, int uses, boolean enabled) {
        return new PromoCode(
                new UUID(0, 9),
                "TEN",
                new Rebate.Percent(10),
                NOW,
                NOW.plusSeconds(60),
                5,
                uses,
                mxn(least),
                tiers,
                enabled);
    }

    private static String not(Answer answer) {
        return assertInstanceOf(Answer.Not.class, answer).key();
    }

    private static Money mxn(long minor) {
        return Money.of(minor, "MXN");
    }
}
