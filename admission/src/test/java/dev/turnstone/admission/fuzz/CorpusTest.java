package dev.turnstone.admission.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kept corpus, and seeded mutations of it, through every target. */
class CorpusTest {
    private static final long MOST_BYTES = 300_000;

    @Test
    void anyTextIsAPassOrNone() {
        feed("pass", 60_000, PassTarget::fuzzerTestOneInput);
    }

    @Test
    void anyBytesAreAJournalEntryOrDamaged() {
        feed("journal", 60_000, JournalTarget::fuzzerTestOneInput);
    }

    @Test
    void anyJsonIsAMessageOrRefused() {
        feed("message", 4_000, MessageTarget::fuzzerTestOneInput);
    }

    /** It grows by what ./turnstone check finds, and every test run reads all of it. */
    @Test
    void theCorpusStaysSmall() {
        long bytes = Stream.of("pass", "journal", "message")
                .flatMap(name -> corpus(name).stream())
                .mapToLong(input -> input.length)
                .sum();
        assertTrue(bytes < MOST_BYTES, bytes + " bytes");
    }

    private static void feed(String corpus, int mutations, Consumer<byte[]> target) {
        List<byte[]> seeds = corpus(corpus);
        assertFalse(seeds.isEmpty());
        seeds.forEach(target);
        Seeds.each(mutations, random -> {
            byte[] input = mutated(seeds.get(random.nextInt(seeds.size())), random);
            try {
                target.accept(input);
            } catch (RuntimeException fault) {
                throw new AssertionError(HexFormat.of().formatHex(input), fault);
            }
        });
    }

    /** Some bytes changed, put in, taken out, or doubled. */
    private static byte[] mutated(byte[] seed, RandomGenerator random) {
        byte[] input = seed.clone();
        for (int change = random.nextInt(4); change >= 0 && input.length > 0; change--) {
            int at = random.nextInt(input.length);
            input = switch (random.nextInt(5)) {
                case 0 -> joined(input, at, new byte[] {(byte) random.nextInt()}, at);
                case 1 -> joined(input, at, new byte[0], at + 1);
                case 2 -> joined(input, at, new byte[0], input.length);
                case 3 -> joined(input, input.length, input, at);
                default -> joined(input, at, new byte[] {(byte) random.nextInt()}, at + 1);
            };
        }
        return input;
    }

    private static byte[] joined(byte[] bytes, int head, byte[] middle, int tail) {
        byte[] all = new byte[head + middle.length + Math.max(0, bytes.length - tail)];
        System.arraycopy(bytes, 0, all, 0, head);
        System.arraycopy(middle, 0, all, head, middle.length);
        System.arraycopy(
                bytes, Math.min(tail, bytes.length), all, head + middle.length, Math.max(0, bytes.length - tail));
        return all;
    }

    private static List<byte[]> corpus(String name) {
        URL folder = CorpusTest.class.getResource("/corpus/" + name);
        if (folder == null) {
            throw new IllegalStateException("no corpus " + name);
        }
        try (Stream<Path> files = Files.list(Path.of(URI.create(folder.toURI().toString())))) {
            return files.sorted().map(CorpusTest::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
