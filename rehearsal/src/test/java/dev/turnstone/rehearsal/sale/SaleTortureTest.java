package dev.turnstone.rehearsal.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.rehearsal.sale.SaleRound.Planted;
import dev.turnstone.rehearsal.stage.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slice of {@code ./turnstone torture sale}: always the same schedules, so that nothing here can fail by chance. */
@Timeout(300)
class SaleTortureTest {
    private static final long SEED = 20;
    private static SaleHouse house;

    @BeforeAll
    static void open() throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "sale"));
        house = SaleHouse.open(Files.createTempDirectory(parent, "run").toAbsolutePath());
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        Folders.delete(house.folder());
    }

    @Test
    void whateverDiesAtWhateverStepAPaidOrderHasItsTicketsOnce() {
        var seeds = new SplittableRandom(SEED);
        try (var torture = new SaleTorture(house, Planted.NOTHING)) {
            for (int round = 0; round < 25; round++) {
                long seed = seeds.nextLong();
                assertEquals(List.of(), torture.round(seed), () -> "seed " + seed);
            }
            assertTrue(torture.deaths() > 100, () -> torture.deaths() + " deaths");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Planted.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void aPlantedBugIsFound(Planted planted) {
        var seeds = new SplittableRandom(SEED);
        List<String> wrong = new ArrayList<>();
        try (var torture = new SaleTorture(house, planted)) {
            for (int round = 0; round < 60 && wrong.isEmpty(); round++) {
                wrong.addAll(torture.round(seeds.nextLong()));
            }
        }
        assertFalse(wrong.isEmpty(), () -> planted + " was not found");
    }
}
