package dev.turnstone.rehearsal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documents of this house say what its code does. */
class HouseDocumentsTest {
    @Test
    void featuresLinksAndLanguagesHold() {
        List<Finding> findings = CheckCommand.findings(new Checkout(root())).values().stream()
                .flatMap(List::stream)
                .toList();

        assertEquals(List.of(), findings);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("docs/features.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
