package dev.turnstone.kiosk.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.admission.wire.UsageBatch.UseEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeardUsageTest {
    private static final Instant NIGHT = Instant.parse("2026-11-21T22:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whateverIsLostLateOrRepeatedTheNewestWordOnEachPassIsKnownOnceTheGapsAreFetched() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int night = 0; night < 30; night++) {
            List<PassUsage> told = new ArrayList<>();
            for (int position = 1; position <= 60; position++) {
                told.add(usage(random.nextInt(10), position));
            }
            try (HeardFile file = HeardFile.open(Files.createDirectory(folder.resolve("night-" + night)));
                    HeardUsage heard = new HeardUsage(file)) {
                Map<String, Long> known = new HashMap<>();
                for (int message = 0; message < 40; message++) {
                    int from = 1 + random.nextInt(told.size());
                    int to = Math.min(told.size(), from + random.nextInt(8));
                    UsageBatch batch = batch("life", from, told.subList(from - 1, to));
                    if (heard.leavesGap(batch) && random.nextBoolean()) {
                        fetch(heard, told, known);
                    }
                    learn(known, heard.hear(batch));
                }
                fetch(heard, told, known);
                assertEquals(newest(told), known, "seed " + seed + ", night " + night);
                assertEquals(told.size(), heard.position());
            }
        }
    }

    @Test
    void aGateThatStartsWhileItIsCutOffKnowsWhatItHeardBefore() {
        try (HeardFile file = HeardFile.open(folder);
                HeardUsage heard = new HeardUsage(file)) {
            heard.hear(batch("life", 1, List.of(usage(7, 1), usage(8, 2))));
        }
        try (HeardFile file = HeardFile.open(folder);
                HeardUsage heard = new HeardUsage(file)) {
            assertEquals(
                    List.of("7", "8"),
                    heard.kept().stream().map(PassUsage::number).sorted().toList());
            assertEquals(2, heard.position());
            assertEquals(List.of(), heard.hear(batch("life", 1, List.of(usage(7, 1)))), "an older word is no news");
        }
    }

    @Test
    void anotherLifeOfTheHubIsHeardFromItsBeginningAndWhatWasToldBeforeHoldsUntilThen() {
        try (HeardFile file = HeardFile.open(folder);
                HeardUsage heard = new HeardUsage(file)) {
            heard.hear(batch("one", 1, List.of(usage(7, 1), usage(8, 2))));
            UsageBatch next = batch("two", 5, List.of(usage(8, 5)));
            assertTrue(heard.leavesGap(next));
            assertEquals(1, heard.hear(next).size());
            assertEquals(0, heard.position());
            assertEquals(1, heard.hear(batch("two", 1, List.of(usage(7, 1)))).size());
        }
    }

    @Test
    void aFileThatCannotBeReadIsBegunAnew() throws Exception {
        Files.writeString(folder.resolve("heard.db"), "no database at all, whatever its name says".repeat(100));
        try (HeardFile file = HeardFile.open(folder);
                HeardUsage heard = new HeardUsage(file)) {
            assertEquals(List.of(), heard.kept());
            assertEquals(1, heard.hear(batch("life", 1, List.of(usage(7, 1)))).size());
        }
    }

    private static void fetch(HeardUsage heard, List<PassUsage> told, Map<String, Long> known) {
        while (heard.position() < told.size()) {
            int after = (int) heard.position();
            int to = Math.min(told.size(), after + 9);
            learn(known, heard.hear(batch("life", after + 1, told.subList(after, to))));
        }
    }

    private static void learn(Map<String, Long> known, List<PassUsage> news) {
        news.forEach(usage -> known.put(usage.number(), usage.position()));
    }

    private static Map<String, Long> newest(List<PassUsage> told) {
        Map<String, Long> newest = new HashMap<>();
        told.stream()
                .sorted(Comparator.comparingLong(PassUsage::position))
                .forEach(usage -> newest.put(usage.number(), usage.position()));
        return newest;
    }

    private static UsageBatch batch(String incarnation, long from, List<PassUsage> usages) {
        return new UsageBatch(incarnation, from, usages.getLast().position(), usages, Optional.empty());
    }

    private static PassUsage usage(long number, long position) {
        UseEntry entry = new UseEntry("gate-b", "B", "in", NIGHT, "passed");
        return new PassUsage("maguey", Long.toString(number), position, 1, List.of(entry));
    }
}
