package dev.turnstone.rehearsal.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTortureTest {
    @TempDir
    Path folder;

    @Test
    void whatAJournalHasAcknowledgedOutlivesEveryKill() throws Exception {
        long seed = new SplittableRandom().nextLong();
        JournalTorture torture = new JournalTorture(folder, seed);
        for (int round = 0; round < 4; round++) {
            assertEquals(List.of(), torture.round(), "seed " + seed);
        }
        assertEquals(4, torture.kills(), "seed " + seed);
        assertTrue(torture.acknowledged() >= 4, "seed " + seed);
    }
}
