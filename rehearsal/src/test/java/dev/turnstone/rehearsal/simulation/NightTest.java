package dev.turnstone.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class NightTest {
    private static final Logger PRODUCT = (Logger) LoggerFactory.getLogger("dev.turnstone");

    /** What the product logs of thousands of planned mishaps nobody will read. */
    @BeforeAll
    static void quiet() {
        PRODUCT.setLevel(Level.OFF);
    }

    @AfterAll
    static void asBefore() {
        PRODUCT.setLevel(null);
    }

    @Test
    void thePromisesHoldWhateverIsLostLateRepeatedCutOrKilledAndAllOfThatHappens() {
        Set<Reached> reached = EnumSet.noneOf(Reached.class);
        long walked = 0;
        for (long seed = 1; seed <= 100; seed++) {
            Night night = new Night(seed, line -> {});
            assertEquals(List.of(), night.run(), "seed " + seed);
            reached.addAll(night.reached());
            walked += night.walked();
        }
        assertEquals(EnumSet.allOf(Reached.class), reached);
        assertTrue(walked > 1_000, "the nights were not empty: " + walked);
    }

    @Test
    void theSameSeedGivesTheSameNight() {
        List<String> first = traceOf(17);
        assertEquals(first, traceOf(17));
        assertTrue(first.size() > 50, "and it can be read: " + first.size());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFoundWithinFiveHundredSeeds(Plant plant) {
        assertTrue(
                LongStream.rangeClosed(1, 500)
                        .anyMatch(seed ->
                                !new Night(seed, line -> {}, plant).run().isEmpty()),
                "a simulation that cannot fail proves nothing");
    }

    private static List<String> traceOf(long seed) {
        List<String> lines = new ArrayList<>();
        assertEquals(List.of(), new Night(seed, lines::add).run());
        return lines;
    }
}
