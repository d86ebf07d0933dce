package dev.turnstone.admission.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.ledger.Lending.Holder;
import dev.turnstone.admission.ledger.Lending.Lent;
import dev.turnstone.admission.ledger.Lending.Terms;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.testing.Seeds;
import dev.turnstone.admission.testing.SharedHouse;
import dev.turnstone.admission.venue.DeviceId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LendingTest {
    private static final Terms TERMS = new Terms(50);
    private static final Holder A = holder("gate-a", 1, 0);
    private static final Holder B = holder("gate-b", 2, 0);

    @Test
    void whateverIsCutOffLostLateOrRepeatedNoMoreThanTheHouseHoldsAreInside() {
        Seeds.each(1_500, random -> {
            SharedHouse house = new SharedHouse(random);
            for (int step = 0; step < 300; step++) {
                house.happens();
                assertTrue(house.inside() <= house.capacity(), house::toString);
                assertTrue(house.accountedFor() <= house.capacity(), house::toString);
            }
        });
    }

    @Test
    void aHouseWhereEverybodyHearsEverybodyFillsToTheLastPlaceAndThenGoesOneOutOneIn() {
        Seeds.each(200, random -> {
            SharedHouse house = new SharedHouse(random);
            house.fill();
            assertEquals(house.capacity(), house.inside(), house::toString);
            assertFalse(house.claimIsGranted());
            house.oneLeaves();
            assertTrue(house.claimIsGranted());
            assertFalse(house.claimIsGranted());
        });
    }

    @Test
    void halfOfTheHeadroomIsLentInEqualParts() {
        Lent lent = Lending.NONE.lend(42, List.of(B, A), TERMS);
        assertEquals(share(1, 10, 1), lent.shares().get(A.device()));
        assertEquals(share(1, 10, 2), lent.shares().get(B.device()));
        assertEquals(20, lent.lending().withheld(List.of(A, B)));
        assertEquals(22, lent.lending().left(42, List.of(A, B)).people());
        assertEquals(lent, Lending.NONE.lend(42, List.of(A, B), TERMS), "in whatever order they are named");
    }

    @Test
    void nobodyIsLentMoreThanTheTermsAllow() {
        assertEquals(
                50,
                Lending.NONE
                        .lend(10_000, List.of(A), TERMS)
                        .shares()
                        .get(A.device())
                        .people());
    }

    @Test
    void whatIsEnoughIsNotLentAgain() {
        Lent first = Lending.NONE.lend(40, List.of(A, B), TERMS);
        assertEquals(Map.of(), first.lending().lend(40, List.of(A, B), TERMS).shares());
    }

    @Test
    void asTheHouseFillsSharesGetSmallerAndAreWithheldUntilTheDeviceSaysSo() {
        Lending lending = Lending.NONE.lend(40, List.of(A, B), TERMS).lending();
        Lent smaller = lending.lend(20, List.of(A, B), TERMS);
        assertEquals(share(2, 5, 1), smaller.shares().get(A.device()));
        assertEquals(20, smaller.lending().withheld(List.of(A, B)), "gate A may not have heard of it");
        Lending told = smaller.lending().acknowledged(A.journal(), 2, 0);
        assertEquals(15, told.withheld(List.of(A, B)));
        assertEquals(told, told.acknowledged(A.journal(), 1, 3), "an older word changes nothing");
        assertEquals(told, told.acknowledged(A.journal(), 9, 0), "a number that was never given neither");
    }

    @Test
    void whatWasSpentOnALargerShareAndIsNotYetToldStaysWithheld() {
        Lending lending = Lending.NONE.lend(40, List.of(A, B), TERMS).lending();
        Lending told = lending.lend(20, List.of(A, B), TERMS).lending().acknowledged(A.journal(), 2, 8);
        assertEquals(8 + 10, told.withheld(List.of(A, B)), "five were left to it, and eight have gone in");
        assertEquals(10, told.withheld(List.of(holder("gate-a", 1, 8), B)), "once its journal has told");
    }

    @Test
    void whatTheJournalTellsIsWithheldNoLonger() {
        Lending lending = Lending.NONE.lend(40, List.of(A, B), TERMS).lending();
        assertEquals(13, lending.withheld(List.of(holder("gate-a", 1, 7), B)));
        assertEquals(10, lending.withheld(List.of(holder("gate-a", 1, 99), B)), "nor is more than all");
    }

    @Test
    void whoHasSpentMostOfItsShareIsLentMore() {
        Lending lending = Lending.NONE.lend(40, List.of(A, B), TERMS).lending();
        Lent enough = lending.lend(36, List.of(holder("gate-a", 1, 4), B), TERMS);
        assertFalse(enough.shares().containsKey(A.device()));
        Lent more = lending.lend(33, List.of(holder("gate-a", 1, 7), B), TERMS);
        assertEquals(share(2, 8, 1), more.shares().get(A.device()));
        assertEquals(8 + 10, more.lending().withheld(List.of(holder("gate-a", 1, 7), B)));
    }

    @Test
    void whatAPersonHasWrittenOffIsWithheldNoLonger() {
        Lending lending = Lending.NONE.lend(40, List.of(A, B), TERMS).lending();
        assertEquals(10, lending.writtenOff(A.journal()).withheld(List.of(A, B)));
    }

    @Test
    void whoIsCutOffIsLentNothingMoreAndKeepsWhatItHas() {
        Lending lending = Lending.NONE.lend(40, List.of(A, B), TERMS).lending();
        Holder away = new Holder(A.device(), A.journal(), 0, 0, false);
        Lent later = lending.lend(10, List.of(away, B), TERMS);
        assertEquals(Map.of(B.device(), share(2, 5, 2)), later.shares());
        assertEquals(20, later.lending().withheld(List.of(away, B)));
    }

    @Test
    void aFullHouseCallsEveryShareBackAndAnOverfullOneLendsNothing() {
        Lending lending = Lending.NONE.lend(40, List.of(A, B), TERMS).lending();
        assertEquals(
                0,
                lending.lend(3, List.of(A, B), TERMS).shares().get(A.device()).people());
        assertEquals(
                0,
                lending.lend(-5, List.of(A, B), TERMS).shares().get(A.device()).people());
        assertEquals(Map.of(), Lending.NONE.lend(-5, List.of(A, B), TERMS).shares());
        assertEquals(Map.of(), Lending.NONE.lend(100, List.of(), TERMS).shares());
    }

    @Test
    void whoNeverAnswersIsNotSentSharesForEver() {
        Lending lending = Lending.NONE;
        int made = 0;
        for (int round = 0; round < 100; round++) {
            Lent lent = lending.lend(round % 2 == 0 ? 40 : 10, List.of(A, B), TERMS);
            made += lent.shares().size();
            lending = lent.lending();
        }
        assertEquals(2 * Lending.MOST_PROMISES, made);
    }

    private static Share share(long number, long people, long journal) {
        return new Share(number, people, new JournalId(0, journal), 0);
    }

    private static Holder holder(String device, long journal, long alone) {
        return new Holder(new DeviceId(device), new JournalId(0, journal), 0, alone, true);
    }
}
