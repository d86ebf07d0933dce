package dev.turnstone.rehearsal.torture;

import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalReading;
import dev.turnstone.turnstile.journal.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Promise 3 at a gate's journal: whatever it has called durable is there after {@code kill -9}, in one unbroken chain, and
 * no presentation's number is ever used twice.
 */
final class JournalTorture {
    private static final int PAGE = 1_000;
    private static final int LONGEST_LIFE_MS = 150;

    private final Path folder;
    private final SplittableRandom random;
    private long acknowledged;
    private long highestSeq = -1;
    private long kills;

    JournalTorture(Path folder, long seed) {
        this.folder = folder;
        this.random = new SplittableRandom(seed);
    }

    long acknowledged() {
        return acknowledged;
    }

    long kills() {
        return kills;
    }

    /** One life and one kill. What is wrong with what is left; empty where nothing is. */
    List<String> round() throws IOException, InterruptedException {
        Process victim = start();
        long lifeMs = random.nextInt(1, LONGEST_LIFE_MS);
        boolean spoke = false;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            for (@Nullable String line = said.readLine(); line != null; line = said.readLine()) {
                if (!spoke) {
                    spoke = true;
                    Thread.ofVirtual().start(() -> killAfter(victim, lifeMs));
                }
                note(line);
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
        if (!spoke) {
            return List.of("the journal could not be written again after a kill (exit " + victim.exitValue() + ")");
        }
        kills++;
        return examined();
    }

    /** Only a whole line counts: half of one was never said. */
    private void note(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 2 && !words[1].isEmpty()) {
            acknowledged = Math.max(acknowledged, Long.parseLong(words[0]));
            highestSeq = Math.max(highestSeq, Long.parseLong(words[1]));
        }
    }

    private List<String> examined() {
        List<String> wrong = new ArrayList<>();
        try (Journal journal = Journal.open(folder, random)) {
            if (journal.last() < acknowledged) {
                wrong.add("entry " + acknowledged + " was acknowledged, and the journal ends at " + journal.last());
            }
            if (journal.nextSeq() <= highestSeq) {
                wrong.add("number " + highestSeq + " was used, and " + journal.nextSeq() + " would be used next");
            }
            examineChain(journal, wrong);
        }
        return wrong;
    }

    private static void examineChain(Journal journal, List<String> wrong) {
        ChainHash previous = ChainHash.origin(journal.id());
        long position = 0;
        for (List<byte[]> page = journal.read(1, PAGE); !page.isEmpty(); page = journal.read(position + 1, PAGE)) {
            for (byte[] bytes : page) {
                position++;
                boolean sound = JournalCodec.decode(bytes) instanceof JournalReading.Sound read
                        && read.entry().position() == position
                        && read.previous().equals(previous);
                if (!sound) {
                    wrong.add("the chain breaks at entry " + position);
                    return;
                }
                previous = ChainHash.of(bytes);
            }
        }
        if (position != journal.last()) {
            wrong.add("the journal says it ends at " + journal.last() + ", and holds " + position + " entries");
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalVictim.class.getName(),
                        folder.toString(),
                        Long.toString(random.nextLong()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void killAfter(Process victim, long lifeMs) {
        try {
            Thread.sleep(Duration.ofMillis(lifeMs));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // SIGKILL: no handler runs, nothing is flushed.
        // By its handle: so the pipe stays open, and what it said before its end is still read.
        victim.toHandle().destroyForcibly();
    }
}
