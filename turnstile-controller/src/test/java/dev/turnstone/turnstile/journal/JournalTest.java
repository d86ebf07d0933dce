package dev.turnstone.turnstile.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
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
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.platform.store.StoreException.Trouble;
import dev.turnstone.turnstile.journal.Journal.Stamped;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    static final EventId EVENT = new EventId("tonight");
    static final Instant TONIGHT = Instant.parse("2026-03-07T22:00:00Z");

    @TempDir
    Path folder;

    @Test
    void positionsHaveNoGapAndEveryEntryIsTiedToTheOneBefore() {
        try (Journal journal = open()) {
            journal.append(List.of(started("b1"), intent(1)));
            journal.append(List.of(outcome(1, Passage.COMPLETED)));

            ChainHash previous = ChainHash.origin(journal.id());
            long position = 1;
            for (byte[] bytes : journal.read(1, 100)) {
                JournalReading.Sound sound = assertInstanceOf(JournalReading.Sound.class, JournalCodec.decode(bytes));
                assertEquals(position++, sound.entry().position());
                assertEquals(previous, sound.previous());
                previous = sound.own();
            }
            assertEquals(4, position);
        }
    }

    @Test
    void theChainGoesOnAfterARestart() {
        ChainHash tip;
        String id;
        try (Journal journal = open()) {
            journal.append(List.of(started("b1")));
            tip = ChainHash.of(journal.read(1, 1).getFirst());
            id = journal.id().toString();
        }
        try (Journal journal = open()) {
            journal.append(List.of(started("b2")));
            JournalReading.Sound second = assertInstanceOf(
                    JournalReading.Sound.class,
                    JournalCodec.decode(journal.read(2, 1).getFirst()));
            assertEquals(tip, second.previous());
            assertEquals(id, journal.id().toString());
        }
    }

    @Test
    void aNumberOfAPresentationNeverComesAgainWhateverWasLost() {
        Set<Long> seen = new HashSet<>();
        for (int life = 0; life < 5; life++) {
            try (Journal journal = open()) {
                assertTrue(journal.nextSeq()
                        > seen.stream().mapToLong(Long::longValue).max().orElse(0));
                for (int i = 0; i < 10; i++) {
                    assertTrue(seen.add(journal.mint().seq()));
                }
            }
        }
    }

    @Test
    void numbersAreReservedLongBeforeTheyAreUsedUp() {
        long last = 0;
        try (Journal journal = open()) {
            for (int i = 0; i < 10_000; i++) {
                long seq = journal.mint().seq();
                assertTrue(seq > last);
                last = seq;
                if (i % 1_000 == 0) {
                    journal.append(List.of(outcome(seq, Passage.COMPLETED)));
                }
            }
        }
        try (Journal journal = open()) {
            assertTrue(journal.nextSeq() > last);
        }
    }

    /** A card that took seconds over an entry held up every lane that asked for a number meanwhile. */
    @Test
    void whoNeedsANumberDoesNotWaitForASlowDisk() throws Exception {
        try (Journal journal = open();
                Connection slow = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                Statement busy = slow.createStatement()) {
            journal.append(List.of(started("b1")));
            busy.execute("BEGIN IMMEDIATE");
            Thread writing = Thread.ofPlatform().start(() -> journal.append(List.of(outcome(1, Passage.COMPLETED))));
            while (writing.isAlive() && !isWaitingForTheDisk(writing)) {
                Thread.onSpinWait();
            }

            PresentationId minted = journal.mint();

            assertEquals(1, journal.last(), "the entry is still being written");
            assertTrue(minted.seq() > 0);
            busy.execute("ROLLBACK");
            writing.join();
            assertEquals(2, journal.last());
        }
    }

    @Test
    void anotherFileIsAnotherJournal(@TempDir Path elsewhere) {
        try (Journal one = open();
                Journal other = Journal.open(elsewhere, new Random(2))) {
            assertNotEquals(one.id(), other.id());
        }
    }

    @Test
    void whatTheHubHasIsRememberedOverARestart() {
        try (Journal journal = open()) {
            journal.append(List.of(started("b1"), intent(1)));
            journal.acknowledge(2);
            journal.acknowledge(1);
        }
        try (Journal journal = open()) {
            assertEquals(2, journal.acknowledged());
        }
    }

    @Test
    void theWriterTellsWhenAnIntentIsOnTheDisk() throws Exception {
        CountDownLatch recorded = new CountDownLatch(1);
        try (Journal journal = open()) {
            JournalWriter writer =
                    new JournalWriter(journal, new Random(1), 0, listener(recorded::countDown, () -> {}));
            try (writer) {
                writer.start("b1", now());
                PresentationId id = writer.mint();
                writer.intend(id, (Fact.Intent) intent(id.seq()).fact(), now());
                assertTrue(recorded.await(5, TimeUnit.SECONDS));
                assertEquals(Optional.empty(), writer.failing());
                writer.settle(outcome(id.seq(), Passage.COMPLETED).fact(), now());
            }
            assertTrue(writer.failing().isPresent(), "its thread has ended");
            assertEquals(3, journal.last());
        }
    }

    @Test
    void whatStaffMayKnowOfAGuestIsNotWrittenDown() {
        try (Journal journal = open()) {
            try (JournalWriter writer = new JournalWriter(journal, new Random(1), 0, listener(() -> {}, () -> {}))) {
                writer.start("b1", now());
                writer.settle(
                        turnedAway(new Refuse(Reason.BLOCKED, new Hint.Note("Mariana Quetzal owes for May"))), now());
                writer.settle(turnedAway(new Refer(Cause.MANUAL, new Hint.Note("ask Mariana Quetzal"))), now());
                writer.settle(turnedAway(new Refuse(Reason.EXPIRED, new Hint.Time(TONIGHT))), now());
            }
            List<Decision> written = new ArrayList<>();
            journal.replay(entry -> {
                if (entry.fact() instanceof Fact.TurnedAway away) {
                    written.add(away.decision());
                }
            });
            assertEquals(
                    List.of(
                            new Refuse(Reason.BLOCKED),
                            new Refer(Cause.MANUAL),
                            new Refuse(Reason.EXPIRED, new Hint.Time(TONIGHT))),
                    written);
        }
    }

    private static Fact turnedAway(Decision decision) {
        return new Fact.TurnedAway(1, Optional.empty(), new GateId("A"), new LaneId("a-1"), Direction.IN, decision);
    }

    @Test
    void aCardThatIsFullWhenALifeBeginsIsToldAndTheBeginningIsWrittenWhenItTakesIt() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch mended = new CountDownLatch(2);
        JournalWriter.Listener ears = new JournalWriter.Listener() {
            @Override
            public void recorded(PresentationId intended) {}

            @Override
            public void unrecorded(PresentationId intended) {}

            @Override
            public void appended() {}

            @Override
            public void faultChanged() {
                failed.countDown();
                mended.countDown();
            }
        };
        try (JournalFile file = new FullFile(SqliteJournalFile.open(folder, new Random(1)), full)) {
            Journal journal = new Journal(file);
            try (JournalWriter writer = new JournalWriter(journal, new Random(1), 0, ears)) {
                writer.start("b1", now());
                assertTrue(failed.await(20, TimeUnit.SECONDS));
                assertEquals(Optional.of(Trouble.FULL), writer.fault().map(CardFault::trouble));
                assertEquals(0, journal.last());

                full.set(false);
                assertTrue(mended.await(20, TimeUnit.SECONDS));
                assertEquals(Optional.empty(), writer.fault());
            }
            List<Fact> facts = new ArrayList<>();
            journal.replay(entry -> facts.add(entry.fact()));
            assertEquals(List.of(new Fact.Started("b1", 1)), facts);
        }
    }

    /** A file on a card that is full for a while. */
    private record FullFile(JournalFile file, AtomicBoolean full) implements JournalFile {
        @Override
        public Head head() {
            return file.head();
        }

        @Override
        public long last() {
            return file.last();
        }

        @Override
        public List<byte[]> read(long from, int most) {
            return file.read(from, most);
        }

        @Override
        public void append(long first, List<byte[]> entries, OptionalLong reserved, OptionalLong acknowledged) {
            if (full.get()) {
                throw new StoreException("Writing failed", new IOException("No space left on device"));
            }
            file.append(first, entries, reserved, acknowledged);
        }

        @Override
        public void reserve(long until) {
            file.reserve(until);
        }

        @Override
        public void acknowledge(long position) {
            file.acknowledge(position);
        }

        @Override
        public void close() {
            file.close();
        }
    }

    @Test
    void aDiskThatCannotBeWrittenRefusesTheIntentAtOnce() throws Exception {
        CountDownLatch unrecorded = new CountDownLatch(1);
        Journal journal = open();
        JournalWriter writer = new JournalWriter(journal, new Random(1), 0, listener(() -> {}, unrecorded::countDown));
        writer.start("b1", now());
        PresentationId id = writer.mint();
        journal.close();

        writer.intend(id, (Fact.Intent) intent(id.seq()).fact(), now());

        assertTrue(unrecorded.await(5, TimeUnit.SECONDS));
        assertTrue(writer.fault().isPresent());
        assertEquals(Optional.empty(), writer.failing(), "no new start mends a disk");
        writer.close();
    }

    private static boolean isWaitingForTheDisk(Thread writing) {
        return Arrays.stream(writing.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("NativeDB"));
    }

    private Journal open() {
        return Journal.open(folder, new Random(1));
    }

    private static Stamped started(String boot) {
        return stamped(new Fact.Started(boot, 1));
    }

    /** The pass has the presentation's number. */
    private static Stamped intent(long seq) {
        Shown shown = new Shown(EVENT, new PassNumber(seq), 0, 0, 1, new Proof(seq, seq));
        return stamped(new Fact.Intent(seq, shown, new GateId("A"), new LaneId("a-1"), Direction.IN));
    }

    private static Stamped outcome(long seq, Passage passage) {
        return stamped(new Fact.Outcome(seq, Basis.HUB, passage));
    }

    private static Stamped stamped(Fact fact) {
        return new Stamped(
                fact, new Stamp(Duration.ofSeconds(1), TimeInterval.exactly(TONIGHT), HybridTime.ZERO.tick(TONIGHT)));
    }

    private static Now now() {
        return new Now(1_000_000, TimeInterval.exactly(TONIGHT));
    }

    private static JournalWriter.Listener listener(Runnable recorded, Runnable unrecorded) {
        return new JournalWriter.Listener() {
            @Override
            public void recorded(PresentationId intended) {
                recorded.run();
            }

            @Override
            public void unrecorded(PresentationId intended) {
                unrecorded.run();
            }

            @Override
            public void appended() {}
        };
    }
}
