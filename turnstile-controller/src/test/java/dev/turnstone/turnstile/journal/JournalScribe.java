package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.journal.Journal.Stamped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Writes into a journal until it is killed, and says of every entry that it is on the disk: its position and number. */
public final class JournalScribe {
    private JournalScribe() {}

    public static void main(String[] args) {
        Journal journal = Journal.open(Path.of(args[0]), new Random());
        HybridTime clock = journal.clock();
        while (true) {
            PresentationId id = journal.mint();
            Shown shown = new Shown(JournalTest.EVENT, new PassNumber(id.seq()), 0, 0, 1, new Proof(1, id.seq()));
            clock = clock.tick(JournalTest.TONIGHT);
            journal.append(List.of(new Stamped(
                    new Fact.Intent(id.seq(), shown, new GateId("A"), new LaneId("a-1"), Direction.IN),
                    new Stamp(Duration.ofMillis(1), TimeInterval.exactly(JournalTest.TONIGHT), clock))));
            System.out.println(journal.last() + " " + id.seq() + " .");
        }
    }
}
