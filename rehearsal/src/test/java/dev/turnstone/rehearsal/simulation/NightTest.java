package dev.turnstone.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.ledger.Granted;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.sheet.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NightTest {
    @Test
    void noPassLetsInMoreThanItAdmitsWhateverIsLostLateOrRepeated() {
        int crossings = 0;
        for (long seed = 1; seed <= 40; seed++) {
            Night night = new Night(seed, line -> {});
            assertEquals(List.of(), night.run(), "seed " + seed);
            crossings += night.crossings();
        }
        assertTrue(crossings > 100, "the nights were not empty: " + crossings);
    }

    @Test
    void theSameSeedGivesTheSameNight() {
        assertEquals(traceOf(17), traceOf(17));
    }

    @Test
    void aHubThatForgetsItsGrantsIsFoundOut() {
        long found = LongStream.rangeClosed(1, 40)
                .filter(seed ->
                        !new Night(seed, line -> {}, ForgetfulHub::new).run().isEmpty())
                .count();
        assertTrue(found > 0, "a simulation that cannot fail proves nothing");
    }

    private static final class ForgetfulHub extends SimulatedHub {
        ForgetfulHub(EventKey key, Sheet sheet) {
            super(key, sheet);
        }

        @Override
        void remember(PresentationId id, Granted grant) {
            // Nothing: the next gate to ask may be granted the same entry.
        }
    }

    private static List<String> traceOf(long seed) {
        List<String> lines = new ArrayList<>();
        assertEquals(List.of(), new Night(seed, lines::add).run());
        return lines;
    }
}
