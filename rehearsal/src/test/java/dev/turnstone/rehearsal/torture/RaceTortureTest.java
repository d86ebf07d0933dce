package dev.turnstone.rehearsal.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceTortureTest {
    private static final long SEED = 61;

    @TempDir
    Path folder;

    @Test
    void onePassAtManyGatesAtOnceIsGrantedAtExactlyOneOfThem() throws Exception {
        TortureCommand.Ordeal ordeal = RaceTorture.run(folder, 120, SEED, InstantSource.system());
        assertEquals(List.of(), ordeal.wrong(), "seed " + SEED);
        assertEquals(120, ordeal.rounds());
    }
}
