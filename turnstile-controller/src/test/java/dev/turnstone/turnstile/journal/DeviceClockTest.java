package dev.turnstone.turnstile.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.record.PresentationId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceClockTest {
    private static final Instant NOON = Instant.parse("2026-03-07T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aClockThatIsNotBehindTheJournalIsBelieved() {
        DeviceClock clock = new DeviceClock(InstantSource.fixed(NOON), NOON);
        assertTrue(clock.trusted());
        assertEquals(TimeInterval.exactly(NOON), clock.get().time());
    }

    @Test
    void aClockOneSecondBehindTheJournalIsNotAndSaysHowEarlyItCanBe() {
        DeviceClock clock = new DeviceClock(InstantSource.fixed(NOON.minusSeconds(1)), NOON);
        assertFalse(clock.trusted());
        assertEquals(NOON, clock.get().time().earliest());
    }

    /** It used to be trusted, and told every guest that the doors open in fifty years. */
    @Test
    void aNewCardInABoardThatWokeInNineteenSeventyTrustsItsCertificateMore() {
        try (Journal journal = Journal.open(folder, new Random(7))) {
            DeviceClock woken = DeviceClock.after(InstantSource.fixed(Instant.EPOCH), journal, NOON);
            assertFalse(woken.trusted());
            assertEquals(NOON, woken.get().time().earliest());
            assertTrue(
                    DeviceClock.after(InstantSource.fixed(NOON), journal, NOON).trusted());
        }
    }

    /** A board that woke minutes behind stamped its journal years ahead, and called every pass expired from then on. */
    @Test
    void aNightOfRestartsWithAClockBehindNeverDragsTheJournalAhead() {
        restart(NOON);
        for (int i = 0; i < 3; i++) {
            restart(NOON.minus(Duration.ofMinutes(20)));
        }
        try (Journal journal = Journal.open(folder, new Random(7))) {
            Instant shown = Instant.ofEpochMilli(journal.clock().millis());
            assertTrue(Duration.between(NOON, shown).abs().compareTo(Duration.ofSeconds(1)) < 0, shown.toString());
        }
    }

    private void restart(Instant wall) {
        Random random = new Random(7);
        try (Journal journal = Journal.open(folder, random)) {
            DeviceClock clock = new DeviceClock(
                    InstantSource.fixed(wall),
                    Instant.ofEpochMilli(journal.clock().millis()));
            try (JournalWriter writer = new JournalWriter(journal, random, System.nanoTime(), new Unheard())) {
                writer.start("boot", clock.get());
            }
        }
    }

    private static final class Unheard implements JournalWriter.Listener {
        @Override
        public void recorded(PresentationId intended) {}

        @Override
        public void unrecorded(PresentationId intended) {}

        @Override
        public void appended() {}
    }
}
