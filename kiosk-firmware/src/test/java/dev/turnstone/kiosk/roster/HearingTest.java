package dev.turnstone.kiosk.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HearingTest {
    private final Hearing hearing = new Hearing("", 0);

    @Test
    void ofTwoWordsOnAPassTheLaterPositionCountsWhicheverComesFirst() {
        assertEquals(1, hearing.hear(batch("life-1", 2)).size());
        assertEquals(List.of(), hearing.hear(batch("life-1", 1)));
    }

    @Test
    void whatStillComesFromAnEarlierLifeOfTheHubIsNotHeardAnyMore() {
        hearing.hear(batch("life-1", 1));
        hearing.hear(batch("life-2", 1));
        UsageBatch late = batch("life-1", 2);
        assertFalse(hearing.leavesGap(late));
        assertEquals(List.of(), hearing.hear(late));
        assertEquals("life-2", hearing.incarnation());
        assertEquals(1, hearing.position());
    }

    @Test
    void aNewLifeOfTheHubIsHeardFromItsBeginning() {
        hearing.hear(batch("life-1", 1));
        UsageBatch later = batch("life-2", 5);
        assertTrue(hearing.leavesGap(later));
        assertEquals(1, hearing.hear(later).size());
        assertEquals(0, hearing.position());
    }

    private static UsageBatch batch(String life, long position) {
        PassUsage usage = new PassUsage("night", "7", position, 1, List.of());
        return new UsageBatch(life, position, position, List.of(usage), Optional.empty());
    }
}
