package dev.turnstone.turnstile.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.JournalBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrainTest {
    private final Paper paper = new Paper();
    private final Drain drain = new Drain(paper, "b1");
    private long nanos;

    @Test
    void nothingIsSentWithoutAConnection() {
        paper.write(3);

        assertEquals(Optional.empty(), drain.next(nanos));
    }

    @Test
    void theNextBatchFollowsTheAcknowledgement() {
        paper.write(3);
        drain.connected();

        JournalBatch first = drain.next(nanos).orElseThrow();
        assertEquals(1, first.from());
        assertEquals(3, first.entries().size());
        assertEquals(Optional.empty(), drain.next(nanos));
        paper.write(2);
        ack(3);
        assertEquals(4, drain.next(nanos).orElseThrow().from());
        ack(5);
        assertEquals(Optional.empty(), drain.next(nanos));
        assertEquals(0, drain.waiting());
    }

    @Test
    void whatIsNotAcknowledgedInTimeIsSentAgain() {
        paper.write(3);
        drain.connected();
        drain.next(nanos);
        after(Duration.ofMillis(1_999));
        assertEquals(Optional.empty(), drain.next(nanos));
        after(Duration.ofMillis(1));

        assertEquals(1, drain.next(nanos).orElseThrow().from());
    }

    @Test
    void anAcknowledgementOfAPartSendsTheRest() {
        paper.write(3);
        drain.connected();
        drain.next(nanos);
        ack(1);

        assertEquals(2, drain.next(nanos).orElseThrow().from());
    }

    @Test
    void aHubThatWasRestoredFromABackupIsSentWhatItLost() {
        paper.write(10);
        paper.acknowledge(10);
        drain.connected();
        assertEquals(10, drain.next(nanos).orElseThrow().from());
        ack(4);

        assertEquals(5, drain.next(nanos).orElseThrow().from());
        assertEquals(10, paper.acknowledged());
    }

    @Test
    void whatTheHubLostAndIsNotKeptHereIsNeverSentUnderAnotherNumber() {
        paper.write(10);
        paper.acknowledge(10);
        paper.removed = 6;
        drain.connected();
        assertEquals(10, drain.next(nanos).orElseThrow().from());
        ack(4);

        JournalBatch kept = drain.next(nanos).orElseThrow();
        assertEquals(7, kept.from());
        assertEquals(4, kept.entries().size());
        assertEquals(2, drain.gone(), "entries 5 and 6");
    }

    @Test
    void anAcknowledgementOfAnotherJournalOrOfTheFutureIsNotBelieved() {
        paper.write(3);
        drain.connected();
        drain.next(nanos);
        drain.acknowledged(new JournalAck(new JournalId(9, 9).toString(), 3));
        ack(4);

        assertEquals(0, paper.acknowledged());
    }

    @Test
    void everyEntryReachesTheHubInOrderOverALinkThatLosesAndRepeatsMessages() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> hub = new ArrayList<>();
        drain.connected();
        for (int step = 0; step < 20_000 && (step < 2_000 || hub.size() < paper.last()); step++) {
            if (step < 2_000 && random.nextInt(4) == 0) {
                paper.write(1 + random.nextInt(5));
            }
            if (random.nextInt(200) == 0) {
                drain.disconnected();
                drain.connected();
            }
            if (random.nextInt(500) == 0 && step < 2_000 && !hub.isEmpty()) {
                hub.subList(random.nextInt(hub.size()), hub.size()).clear();
            }
            after(Duration.ofMillis(random.nextInt(500)));
            Optional<JournalBatch> batch = drain.next(nanos);
            if (batch.isPresent() && random.nextInt(3) != 0) {
                receive(hub, batch.get());
                if (random.nextInt(3) != 0) {
                    ack(hub.size());
                }
                if (random.nextInt(5) == 0) {
                    ack(hub.size());
                }
            }
        }

        assertEquals(paper.entries, hub, "seed " + seed);
        assertTrue(paper.last() > 0);
    }

    private static void receive(List<String> hub, JournalBatch batch) {
        long position = batch.from();
        for (byte[] bytes : batch.bytes()) {
            if (position == hub.size() + 1) {
                hub.add(new String(bytes, StandardCharsets.UTF_8));
            }
            position++;
        }
    }

    private void ack(long position) {
        drain.acknowledged(new JournalAck(paper.id().toString(), position));
    }

    private void after(Duration time) {
        nanos += time.toNanos();
    }

    /** A journal on paper. */
    private static final class Paper implements Drain.Outbox {
        private final List<String> entries = new ArrayList<>();
        private long acknowledged;
        private long removed;

        void write(int count) {
            for (int i = 0; i < count; i++) {
                entries.add("entry " + (entries.size() + 1));
            }
        }

        @Override
        public JournalId id() {
            return new JournalId(1, 2);
        }

        @Override
        public long first() {
            return removed + 1;
        }

        @Override
        public long last() {
            return entries.size();
        }

        @Override
        public long acknowledged() {
            return acknowledged;
        }

        @Override
        public List<byte[]> read(long from, int most) {
            return entries.stream()
                    .skip(Math.max(from - 1, removed))
                    .limit(most)
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        @Override
        public void acknowledge(long position) {
            acknowledged = Math.max(acknowledged, position);
        }
    }
}
