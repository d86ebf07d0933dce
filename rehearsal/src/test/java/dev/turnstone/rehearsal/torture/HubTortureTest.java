package dev.turnstone.rehearsal.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTortureTest {
    private static final long SEED = 12;

    @TempDir
    Path folder;

    @Test
    void whatAHubHasAcknowledgedOutlivesKillsAFullDiskAndABackupRestored() throws Exception {
        TortureCommand.Ordeal ordeal = HubTorture.run(folder, 6, SEED, InstantSource.system());
        assertEquals(List.of(), ordeal.wrong(), "seed " + SEED);
        assertEquals(6, ordeal.rounds());
    }
}
