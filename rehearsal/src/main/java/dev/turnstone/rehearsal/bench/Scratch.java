package dev.turnstone.rehearsal.bench;

import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.rehearsal.stage.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder for as long as a bench needs one. */
final class Scratch {
    private Scratch() {}

    /** What is measured there. */
    interface Work {
        List<Measure> in(Path folder) throws IOException, InterruptedException;
    }

    /** @param name of the bench, for whoever finds the folder of one that was killed */
    static List<Measure> of(String name, Work work) {
        try {
            Path folder = Files.createTempDirectory("turnstone-bench-" + name + "-");
            try {
                return work.in(folder);
            } finally {
                Folders.delete(folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (IOException e) {
            throw new CannotDo("The bench cannot write: " + e.getMessage() + ".", "Name a folder with TMPDIR.");
        }
    }
}
