package dev.turnstone.turnstile.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalReading;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.health.Health;
import dev.turnstone.turnstile.journal.Journal.Stamped;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a journal keeps what, and what it does when it can take no more. */
class JournalKeepingTest {
    private static final Instant OPENING = Instant.parse("2026-11-21T18:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whatTheHubHasGoesAfterSevenDaysAndNotASecondEarlier() {
        try (Journal journal = open(1_000)) {
            append(journal, 10, OPENING);
            append(journal, 5, OPENING.plusSeconds(1));
            journal.acknowledge(15);

            assertFalse(journal.makeRoom(OPENING.plus(Journal.KEPT)), "it is just seven days old");
            assertTrue(journal.makeRoom(OPENING.plus(Journal.KEPT).plusMillis(1)));
            assertEquals(11, journal.first());
            assertEquals(15, journal.last());
        }
    }

    @Test
    void theChainStillProvesItselfAndGoesOnOverARestart() {
        ChainHash lastThatWent;
        try (Journal journal = open(1_000)) {
            append(journal, 10, OPENING);
            append(journal, 5, OPENING.plus(Duration.ofDays(8)));
            lastThatWent = ChainHash.of(journal.read(10, 1).getFirst());
            journal.acknowledge(15);
            assertTrue(journal.makeRoom(OPENING.plus(Duration.ofDays(8))));
        }
        try (Journal journal = open(1_000)) {
            assertEquals(11, journal.first());
            assertEquals(lastThatWent, journal.before());
            append(journal, 1, OPENING.plus(Duration.ofDays(9)));
            ChainHash previous = journal.before();
            long position = journal.first();
            for (byte[] bytes : journal.read(journal.first(), 100)) {
                JournalReading.Sound sound = assertInstanceOf(JournalReading.Sound.class, JournalCodec.decode(bytes));
                assertEquals(position++, sound.entry().position());
                assertEquals(previous, sound.previous());
                previous = sound.own();
            }
            assertEquals(17, position);
            List<Long> told = new ArrayList<>();
            journal.replay(entry -> told.add(entry.position()));
            assertEquals(List.of(11L, 12L, 13L, 14L, 15L, 16L), told);
        }
    }

    @Test
    void whatTheHubDoesNotHaveStaysHoweverOldAndHoweverLittleRoomThereIs() {
        try (Journal journal = open(20)) {
            append(journal, 19, OPENING);
            journal.acknowledge(4);

            assertTrue(journal.makeRoom(OPENING.plus(Duration.ofDays(365))));
            assertEquals(4, journal.first(), "the newest that the hub has stays too: every connection begins with it");
            assertFalse(journal.makeRoom(OPENING.plus(Duration.ofDays(365))));
            assertEquals(16, journal.read(1, 100).size());
        }
    }

    @Test
    void fourFifthsFullIsSaidAndWhatTheHubHasGoesEarly() {
        try (Journal journal = open(20)) {
            append(journal, 15, OPENING);
            assertEquals(Room.ENOUGH, journal.room());
            append(journal, 1, OPENING);
            assertEquals(Room.SHORT, journal.room());
            assertTrue(report(journal).contains("four fifths full"), report(journal));

            journal.acknowledge(16);
            assertTrue(journal.makeRoom(OPENING));
            assertEquals(Room.ENOUGH, journal.room());
            assertEquals(16, journal.first());
        }
    }

    @Test
    void aFullJournalLetsNobodyInAndStillWritesHowThoseInTheLaneHaveEnded() throws Exception {
        Ears ears = new Ears();
        try (Journal journal = open(20);
                JournalWriter writer = new JournalWriter(journal, new Random(1), 0, ears)) {
            writer.start("boot", now());
            append(journal, 18, OPENING);
            PresentationId inTheLane = writer.mint();
            writer.intend(inTheLane, intent(inTheLane.seq()), now());
            assertEquals("recorded " + inTheLane, ears.heard.poll(20, TimeUnit.SECONDS));
            assertEquals(Room.NONE, journal.room());
            assertTrue(report(journal).contains("full, nobody is let in"), report(journal));

            PresentationId next = writer.mint();
            writer.intend(next, intent(next.seq()), now());
            assertEquals("unrecorded " + next, ears.heard.poll(20, TimeUnit.SECONDS));
            writer.settle(turnedAway(next.seq()), now());
            writer.settle(new Fact.Outcome(inTheLane.seq(), Basis.HUB, Passage.COMPLETED), now());
            writer.close();

            List<Fact> facts = new ArrayList<>();
            journal.replay(entry -> facts.add(entry.fact()));
            assertEquals(21, facts.size());
            assertEquals(new Fact.Outcome(inTheLane.seq(), Basis.HUB, Passage.COMPLETED), facts.getLast());
        }
    }

    @Test
    void aWriterWithNothingToDoMakesRoom() throws Exception {
        Ears ears = new Ears();
        try (Journal journal = open(1_000)) {
            append(journal, 900, OPENING);
            journal.acknowledge(900);
            try (JournalWriter writer = new JournalWriter(journal, new Random(1), 0, ears)) {
                writer.start("boot", now());
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (journal.first() < 400 && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
            }
            assertTrue(journal.first() >= 400, "first " + journal.first());
        }
    }

    private Journal open(long most) {
        return Journal.open(folder, new Random(1), most);
    }

    private static void append(Journal journal, int count, Instant at) {
        List<Stamped> facts = new ArrayList<>();
        HybridTime clock = journal.clock();
        for (int i = 0; i < count; i++) {
            clock = clock.tick(at);
            facts.add(new Stamped(
                    new Fact.Outcome(journal.mint().seq(), Basis.HUB, Passage.COMPLETED),
                    new Stamp(Duration.ZERO, TimeInterval.exactly(at), clock)));
        }
        journal.append(facts);
    }

    private static Fact.Intent intent(long seq) {
        Shown shown = new Shown(new EventId("event"), new PassNumber(seq), 0, 0, 1, new Proof(seq, seq));
        return new Fact.Intent(seq, shown, new GateId("A"), new LaneId("a-1"), Direction.IN);
    }

    private static Fact turnedAway(long seq) {
        return new Fact.TurnedAway(
                seq,
                Optional.empty(),
                new GateId("A"),
                new LaneId("a-1"),
                Direction.IN,
                new Decision.Refuse(Reason.NOT_A_PASS));
    }

    private static Now now() {
        return new Now(1, TimeInterval.exactly(OPENING));
    }

    private static String report(Journal journal) {
        Health health = new Health();
        journal.report(health, Optional::empty);
        return health.report().toString();
    }

    private static final class Ears implements JournalWriter.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void recorded(PresentationId intended) {
            heard.add("recorded " + intended);
        }

        @Override
        public void unrecorded(PresentationId intended) {
            heard.add("unrecorded " + intended);
        }

        @Override
        public void appended() {}
    }
}
