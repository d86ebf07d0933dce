package dev.turnstone.turnstile.technician;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.secret.Guard.Entry;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who gets to the technician's page. The clock starts below zero, as a monotonic clock may. */
class GuardTest {
    private static final String PIN = "481516";
    private static final Random RANDOM = new Random(42);
    private static final Pin KEPT = Pin.of(PIN, RANDOM);

    private final Guard guard = new Guard(KEPT, RANDOM);
    private long now = -1_000_000_000_000L;

    @Test
    void theRightPinOpensASessionThatEndsHalfAnHourAfterItsLastUse() {
        String token = enter();
        after(Guard.SESSION.minusNanos(1));
        assertTrue(guard.admits(token, now));
        after(Guard.SESSION.minusNanos(1));
        assertTrue(guard.admits(token, now));
        after(Guard.SESSION);
        assertFalse(guard.admits(token, now));
    }

    @Test
    void whoOnlyLooksOnKeepsNoSessionAlive() {
        String token = enter();
        after(Guard.SESSION.minusNanos(1));
        assertTrue(guard.watches(token, now));
        after(Duration.ofNanos(1));
        assertFalse(guard.watches(token, now));
    }

    @Test
    void aSessionThatWasLeftOrNeverMadeAdmitsNobody() {
        String token = enter();
        guard.leave(token);
        assertFalse(guard.admits(token, now));
        assertFalse(guard.admits("", now));
    }

    @Test
    void aFifthTechnicianTakesTheLongestUnusedSession() {
        String first = enter();
        String second = enter();
        enter();
        enter();
        assertTrue(guard.admits(first, now));
        String fifth = enter();
        assertFalse(guard.admits(second, now));
        assertTrue(guard.admits(first, now));
        assertTrue(guard.admits(fifth, now));
    }

    @Test
    void wrongPinsAreCountedDownAndThenMustWait() {
        assertEquals(new Entry.Wrong(2), guard.enter("000000", now));
        assertEquals(new Entry.Wrong(1), guard.enter("000001", now));
        assertEquals(new Entry.TooOften(Duration.ofSeconds(5)), guard.enter("000002", now));
        after(Duration.ofSeconds(5).minusNanos(1));
        assertEquals(new Entry.TooOften(Duration.ofNanos(1)), guard.enter(PIN, now), "not even the right one");
        after(Duration.ofNanos(1));
        assertInstanceOf(Entry.Opened.class, guard.enter(PIN, now));
    }

    @Test
    void theWaitDoublesUpToFiveMinutesAndTheRightPinEndsIt() {
        guard.enter("a", now);
        guard.enter("b", now);
        Duration expected = Duration.ofSeconds(5);
        for (int i = 0; i < 10; i++) {
            assertEquals(new Entry.TooOften(expected), guard.enter("wrong", now));
            after(expected);
            Duration doubled = expected.multipliedBy(2);
            expected = doubled.compareTo(Duration.ofMinutes(5)) > 0 ? Duration.ofMinutes(5) : doubled;
        }
        enter();
        assertEquals(new Entry.Wrong(2), guard.enter("wrong", now));
    }

    @Test
    void aKeptPinIsReadBackAndTellsNothing() {
        Pin read = Pin.parse(KEPT.kept());
        assertTrue(read.matches(PIN));
        assertFalse(read.matches("481517"));
        assertFalse(read.matches(""));
        assertFalse(KEPT.kept().contains(PIN));
        assertNotEquals(KEPT.kept(), Pin.of(PIN, RANDOM).kept(), "every PIN has a salt of its own");
    }

    @Test
    void whatIsNoKeptPinIsRefused() {
        for (String kept : new String[] {
            "", "481516", "pbkdf2-sha256:0:AAAA:AAAA", "pbkdf2-sha256:1:AAAA:AAAA", KEPT.kept() + "=", "x" + KEPT.kept()
        }) {
            assertThrows(IllegalArgumentException.class, () -> Pin.parse(kept), kept);
        }
        assertThrows(IllegalArgumentException.class, () -> Pin.of("12345", RANDOM));
    }

    private String enter() {
        return assertInstanceOf(Entry.Opened.class, guard.enter(PIN, now)).token();
    }

    private void after(Duration time) {
        now += time.toNanos();
    }
}
