package dev.turnstone.rehearsal.torture;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.Journal.Stamped;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A gate reduced to its journal: writes for as long as it lives, and says what is durable the moment it believes so. One
 * line for each acknowledged write: the position of its last entry, and the highest number it has used.
 */
public final class JournalVictim {
    private static final int MOST_AT_ONCE = 4;

    private JournalVictim() {}

    public static void main(String[] args) {
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[1]));
        PrintStream out = System.out;
        try (Journal journal = Journal.open(Path.of(args[0]), random)) {
            HybridTime time = journal.clock();
            // A day of its own: what o'clock it is makes no difference to a power cut.
            Instant boot = Instant.ofEpochMilli(time.millis());
            long startNanos = System.nanoTime();
            while (!out.checkError()) {
                List<Stamped> facts = new ArrayList<>();
                long seq = 0;
                for (int i = random.nextInt(MOST_AT_ONCE); i >= 0; i--) {
                    seq = journal.mint().seq();
                    Duration sinceBoot = Duration.ofNanos(System.nanoTime() - startNanos);
                    Instant now = boot.plus(sinceBoot);
                    time = time.tick(now);
                    facts.add(new Stamped(
                            new Fact.Outcome(seq, Basis.HUB, Passage.COMPLETED),
                            new Stamp(sinceBoot, TimeInterval.exactly(now), time)));
                }
                journal.append(facts);
                out.println(journal.last() + " " + seq);
                out.flush();
            }
        }
    }

    /** Writes that a new life of this device begins. */
    static void begin(Journal journal, Instant now) {
        HybridTime time = journal.clock().tick(now);
        journal.append(List.of(new Stamped(
                new Fact.Started("after-a-cut", journal.nextSeq()),
                new Stamp(Duration.ZERO, TimeInterval.exactly(now), time))));
    }
}
