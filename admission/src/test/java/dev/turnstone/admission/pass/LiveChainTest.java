package dev.turnstone.admission.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.testing.Passes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveChainTest {
    private static final LiveChain CHAIN = Passes.passes().chain();
    private static final PassBody BODY = Passes.passes().bareLive().body();
    private static final Instant EPOCH = Instant.parse("2026-11-21T18:00:00Z");
    private static final LiveSchedule SCHEDULE = LiveSchedule.usual(EPOCH);

    @Test
    void everyStepOfTheChainHoldsAgainstTheAnchor() {
        for (int step = 0; step <= CHAIN.steps(); step += 97) {
            assertTrue(LiveChain.holds(BODY, CHAIN.codeAt(step), Optional.empty()), "step " + step);
        }
    }

    @Test
    void aLinkHoldsOnlyAtItsOwnStep() {
        Link link = CHAIN.codeAt(100).link();
        assertFalse(LiveChain.holds(BODY, new LiveCode(99, link), Optional.empty()));
        assertFalse(LiveChain.holds(BODY, new LiveCode(101, link), Optional.empty()));
    }

    @Test
    void onceVerifiedAChainOnlyGoesForward() {
        Optional<LiveCode> last = Optional.of(CHAIN.codeAt(100));
        assertTrue(LiveChain.holds(BODY, CHAIN.codeAt(100), last), "the same code again");
        assertTrue(LiveChain.holds(BODY, CHAIN.codeAt(101), last));
        assertTrue(LiveChain.holds(BODY, CHAIN.codeAt(1440), last));
        assertFalse(LiveChain.holds(BODY, CHAIN.codeAt(99), last));
        assertFalse(LiveChain.holds(BODY, new LiveCode(100, CHAIN.codeAt(101).link()), last));
    }

    @Test
    void theChainBelongsToOneNumberAndOneVersion() {
        LiveCode code = CHAIN.codeAt(10);
        PassBody reissued = Passes.passes().version(2).bareLive().body();
        PassBody anothers = Passes.passes().numbered(1).bareLive().body();
        assertFalse(LiveChain.holds(reissued, code, Optional.empty()));
        assertFalse(LiveChain.holds(anothers, code, Optional.empty()));
    }

    @Test
    void aCodeOfTheVersionBeforeHoldsNobodyUp() {
        Passes reissued = Passes.passes().version(2);
        PassBody body = reissued.bareLive().body();
        Optional<LiveCode> before = Optional.of(CHAIN.codeAt(100));
        assertTrue(LiveChain.holds(body, reissued.chain().codeAt(100), before));
        assertTrue(LiveChain.holds(body, reissued.chain().codeAt(7), before));
        assertFalse(LiveChain.holds(body, CHAIN.codeAt(101), before), "the phone that gave the pass away");
    }

    @Test
    void aStepBeyondTheChainCannotBeShown() {
        assertThrows(IllegalArgumentException.class, () -> CHAIN.codeAt(-1));
        assertThrows(IllegalArgumentException.class, () -> CHAIN.codeAt(1441));
    }

    @Test
    void aStepIsAllowedOneStepEarlyAndOneStepLateToTheSecond() {
        Instant start = EPOCH.plusSeconds(30 * 7);
        assertFalse(SCHEDULE.allows(7, start.minusSeconds(31)));
        assertTrue(SCHEDULE.allows(7, start.minusSeconds(30)));
        assertTrue(SCHEDULE.allows(7, start.plusSeconds(59)));
        assertFalse(SCHEDULE.allows(7, start.plusSeconds(60)));
    }

    @Test
    void stepsAreCountedDownwardsBeforeTheEpoch() {
        assertEquals(-1, SCHEDULE.stepAt(EPOCH.minusMillis(1)));
        assertEquals(0, SCHEDULE.stepAt(EPOCH));
        assertEquals(0, SCHEDULE.stepAt(EPOCH.plusMillis(29_999)));
        assertEquals(1, SCHEDULE.stepAt(EPOCH.plusSeconds(30)));
    }

    @Test
    void noStepBeyondTheLastIsAllowed() {
        Instant end = SCHEDULE.startOf(1440);
        assertTrue(SCHEDULE.allows(1440, end));
        assertFalse(SCHEDULE.allows(1441, SCHEDULE.startOf(1441)));
    }

    @Test
    void aScheduleOfNoCalendarIsRefused() {
        Duration half = LiveSchedule.USUAL_STEP;
        assertThrows(IllegalArgumentException.class, () -> new LiveSchedule(Instant.MIN, half, 1));
        assertThrows(IllegalArgumentException.class, () -> new LiveSchedule(Instant.EPOCH.minusSeconds(1), half, 1));
        assertThrows(IllegalArgumentException.class, () -> new LiveSchedule(Instant.MAX, half, 1));
        assertThrows(IllegalArgumentException.class, () -> new LiveSchedule(EPOCH, Duration.ofMillis(999), 1));
        assertThrows(IllegalArgumentException.class, () -> new LiveSchedule(EPOCH, Duration.ofSeconds(86_401), 1));
        assertEquals(0, new LiveSchedule(Instant.EPOCH, Duration.ofDays(1), 0xffff).stepAt(Instant.EPOCH));
    }

    @Test
    void aLinkIsReadFromItsBytesAndShowsNothing() {
        Link link = CHAIN.codeAt(3).link();
        assertEquals(link, Link.of(link.bytes()));
        assertEquals("Link[…]", link.toString());
        assertThrows(IllegalArgumentException.class, () -> Link.of(new byte[15]));
    }

    @Test
    void aScheduleThatCannotBeWalkedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LiveSchedule(EPOCH, Duration.ZERO, 1));
        assertThrows(IllegalArgumentException.class, () -> new LiveSchedule(EPOCH, Duration.ofSeconds(1), 0));
        assertThrows(IllegalArgumentException.class, () -> new LiveSchedule(EPOCH, Duration.ofSeconds(1), 65_536));
    }
}
