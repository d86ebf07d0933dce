package dev.turnstone.admission.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.testing.Seeds;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HybridTimeTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

    @Test
    void itFollowsTheWallClockAndNeverGoesBack() {
        HybridTime first = HybridTime.ZERO.tick(NOW);
        assertEquals(new HybridTime(1_000_000, 0), first);
        assertEquals(new HybridTime(1_000_000, 1), first.tick(NOW));
        assertEquals(new HybridTime(1_000_000, 1), first.tick(NOW.minusSeconds(60)));
        assertEquals(new HybridTime(1_000_001, 0), first.tick(NOW.plusMillis(1)));
    }

    @Test
    void whatItHearsItIsAfter() {
        HybridTime ahead = new HybridTime(1_002_000, 7);
        assertEquals(new HybridTime(1_002_000, 8), HybridTime.ZERO.hear(ahead, NOW));
    }

    @Test
    void aClockFiveSecondsAheadIsFollowedAndOneFurtherIsNot() {
        HybridTime five = new HybridTime(1_005_000, 0);
        HybridTime more = new HybridTime(1_005_001, 0);
        assertEquals(new HybridTime(1_005_000, 1), HybridTime.ZERO.hear(five, NOW));
        assertEquals(new HybridTime(1_000_000, 0), HybridTime.ZERO.hear(more, NOW));
    }

    @Test
    void itsOwnReadingHeardAgainIsStillBehindIt() {
        HybridTime own = new HybridTime(1_002_000, 7);
        assertEquals(new HybridTime(1_002_000, 8), own.hear(own, NOW));
    }

    @Test
    void aFullCounterRunsIntoTheMilliseconds() {
        assertEquals(new HybridTime(1_000_001, 0), new HybridTime(1_000_000, 0xffff).tick(NOW));
    }

    @Test
    void packedItKeepsItsOrder() {
        Seeds.each(2_000, random -> {
            HybridTime one = new HybridTime(random.nextLong(1L << 48), random.nextInt(1 << 16));
            HybridTime other = new HybridTime(random.nextBoolean() ? one.millis() : random.nextLong(1L << 48), 3);
            assertEquals(one, HybridTime.unpack(one.packed()));
            int byFields = one.millis() != other.millis()
                    ? Long.compare(one.millis(), other.millis())
                    : Integer.compare(one.counter(), other.counter());
            assertEquals(Integer.signum(byFields), Integer.signum(one.compareTo(other)));
        });
    }

    @Test
    void whoeverHearsAMessageIsLaterThanItsSender() {
        Seeds.each(500, random -> {
            HybridTime sender = HybridTime.ZERO;
            HybridTime receiver = HybridTime.ZERO;
            for (int message = 0; message < 50; message++) {
                Instant wall = NOW.plusMillis(message * 10L);
                sender = sender.tick(wall.plusMillis(random.nextInt(-2_000, 2_000)));
                HybridTime heard = receiver.hear(sender, wall.plusMillis(random.nextInt(-2_000, 2_000)));
                assertTrue(heard.compareTo(sender) > 0 && heard.compareTo(receiver) > 0);
                receiver = heard;
            }
        });
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new HybridTime(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new HybridTime(1L << 48, 0));
        assertThrows(IllegalArgumentException.class, () -> new HybridTime(0, 1 << 16));
    }
}
