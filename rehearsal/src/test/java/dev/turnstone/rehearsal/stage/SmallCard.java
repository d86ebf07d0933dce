package dev.turnstone.rehearsal.stage;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real memory card of a few megabytes, which runs full and locks itself as real ones do. */
public final class SmallCard implements AutoCloseable {
    private final Path at;

    private SmallCard(Path at) {
        this.at = at;
    }

    /** Only where this user may mount: else the test is skipped. */
    public static SmallCard mount(Path at) throws Exception {
        Files.createDirectories(at);
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=3m", "turnstone-card", at.toString()) == 0,
                "only root may mount a small card");
        return new SmallCard(at);
    }

    public Path folder() throws IOException {
        return Files.createDirectories(at.resolve("data"));
    }

    /** To its last byte. */
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(junk())) {
            byte[] some = new byte[512];
            while (true) {
                out.write(some);
            }
        } catch (IOException full) {
            assertTrue(Files.size(junk()) > 0);
        }
    }

    public void clear() throws IOException {
        Files.delete(junk());
    }

    /** As the kernel does with a card that is worn out. */
    public void lock() throws Exception {
        assertTrue(command("mount", "-o", "remount,ro", at.toString()) == 0, "the card does not lock itself");
    }

    public void unlock() throws Exception {
        assertTrue(command("mount", "-o", "remount,rw", at.toString()) == 0, "the card stays locked");
    }

    private Path junk() {
        return at.resolve("junk");
    }

    private static int command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() throws Exception {
        command("umount", "-l", at.toString());
    }
}
