package dev.turnstone.kiosk.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.Journal.Stamped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecollectionTest {
    private static final DeviceId DEVICE = new DeviceId("gate-a");

    @TempDir
    Path folder;

    @Test
    void afterARestartGuestsWhoWentInAreRememberedAndAReleaseWithoutAnEndCountsAsUsed() {
        Memory memory = new Memory(DEVICE);
        try (Journal journal = open()) {
            journal.append(List.of(
                    stamped(new Fact.Started("b1", 1)),
                    intent(1),
                    outcome(1, Passage.COMPLETED),
                    intent(2),
                    outcome(2, Passage.ABANDONED),
                    intent(3)));
        }
        try (Journal journal = open()) {
            Recollection recollection = new Recollection(journal.id(), DEVICE, memory);
            journal.replay(recollection::hear);
            recollection.finish();
        }

        assertEquals(Use.State.PASSED, entries(memory, 1).getFirst().state());
        assertEquals(List.of(), entries(memory, 2));
        assertEquals(Use.State.PASSED, entries(memory, 3).getFirst().state());
    }

    private Journal open() {
        return Journal.open(folder, new Random(1));
    }

    private static List<Use> entries(Memory memory, long number) {
        return memory.history(Passes.EVENT, new PassNumber(number)).uses();
    }

    /** The pass has the presentation's number. */
    private static Stamped intent(long seq) {
        Shown shown = new Shown(Passes.EVENT, new PassNumber(seq), 0, 0, 1, new Proof(seq, seq));
        return stamped(new Fact.Intent(seq, shown, new GateId("A"), new LaneId("a-1"), Direction.IN));
    }

    private static Stamped outcome(long seq, Passage passage) {
        return stamped(new Fact.Outcome(seq, Basis.HUB, passage));
    }

    private static Stamped stamped(Fact fact) {
        return new Stamped(
                fact,
                new Stamp(
                        Duration.ofSeconds(1),
                        TimeInterval.exactly(Passes.TONIGHT),
                        HybridTime.ZERO.tick(Passes.TONIGHT)));
    }
}
