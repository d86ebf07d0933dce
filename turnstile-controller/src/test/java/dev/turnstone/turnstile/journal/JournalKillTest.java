package dev.turnstone.turnstile.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalReading;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalKillTest {
    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    @Test
    void nothingThatWasSaidToBeOnTheDiskIsLostWhenTheGateIsKilledAndNoNumberComesTwice() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, Long> said = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            kill(1 + random.nextInt(200), said);
            Map<Long, Long> kept = kept();
            said.forEach((position, seq) -> assertEquals(seq, kept.get(position), "seed " + seed));
            assertEquals(kept.size(), kept.values().stream().distinct().count(), "a number came twice, seed " + seed);
        }
        assertTrue(said.size() >= ROUNDS);
    }

    /** Lets a scribe write so many entries, then kills it wherever it is. */
    private void kill(int entries, Map<Long, Long> said) throws IOException, InterruptedException {
        Process scribe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalScribe.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = scribe.inputReader(UTF_8)) {
            String line = lines.readLine();
            for (int i = 0; line != null && i < entries; i++) {
                line = lines.readLine();
                note(line, said);
            }
            scribe.destroyForcibly().waitFor();
            for (String rest = lines.readLine(); rest != null; rest = lines.readLine()) {
                note(rest, said);
            }
        } catch (IOException streamEndsWithItsProcess) {
            assertTrue(!scribe.isAlive());
        }
    }

    private static void note(String line, Map<Long, Long> said) {
        String[] words = line.split(" ");
        // The full stop is missing from a line that was cut off with its writer.
        if (words.length == 3) {
            said.put(Long.parseLong(words[0]), Long.parseLong(words[1]));
        }
    }

    /** Position to number, with the chain held against every entry. */
    private Map<Long, Long> kept() {
        Map<Long, Long> kept = new HashMap<>();
        try (Journal journal = Journal.open(folder, new Random(1))) {
            ChainHash previous = ChainHash.origin(journal.id());
            List<byte[]> page = journal.read(1, 1_000);
            while (!page.isEmpty()) {
                for (byte[] bytes : page) {
                    JournalReading.Sound sound =
                            assertInstanceOf(JournalReading.Sound.class, JournalCodec.decode(bytes));
                    assertEquals(previous, sound.previous());
                    previous = sound.own();
                    kept.put(
                            sound.entry().position(),
                            ((Fact.Intent) sound.entry().fact()).seq());
                }
                page = journal.read(kept.size() + 1L, 1_000);
            }
        }
        return kept;
    }
}
