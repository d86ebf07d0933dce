package dev.turnstone.rehearsal.venue;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.cli.CannotDo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VenueFolderTest {
    @TempDir
    Path home;

    @Test
    void aStrangersFolderIsNeverEmptied() throws Exception {
        Files.writeString(home.resolve("thesis.txt"), "three years of work");

        CannotDo fault = assertThrows(CannotDo.class, () -> VenueFolder.take(home, false));

        assertTrue(String.valueOf(fault.getMessage()).contains("no rehearsal put there"), fault.getMessage());
        assertTrue(Files.exists(home.resolve("thesis.txt")));
    }

    @Test
    void twoRehearsalsNeverShareAFolder() {
        Path folder = home.resolve("rehearsal");
        try (VenueFolder first = VenueFolder.take(folder, false)) {
            CannotDo fault = assertThrows(CannotDo.class, () -> VenueFolder.take(first.root(), true));
            assertTrue(String.valueOf(fault.getMessage()).contains("Another rehearsal runs"), fault.getMessage());
        }
        VenueFolder.take(folder, false).close();
    }

    @Test
    void aSecondRunStartsCleanUnlessItIsToKeepWhatTheFirstLeft() throws Exception {
        Path folder = home.resolve("rehearsal");
        Path left = folder.resolve("data").resolve("hub").resolve("ledger.db");
        try (VenueFolder first = VenueFolder.take(folder, false)) {
            Files.createDirectories(first.data("hub"));
            Files.writeString(left, "rows");
        }
        VenueFolder.take(folder, true).close();
        assertTrue(Files.exists(left), "kept");
        VenueFolder.take(folder, false).close();
        assertFalse(Files.exists(left), "clean");
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldInASentence() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");

        CannotDo fault = assertThrows(CannotDo.class, () -> VenueFolder.take(file.resolve("below"), false));

        assertTrue(String.valueOf(fault.getMessage()).contains("cannot be written"), fault.getMessage());
        assertTrue(fault.mend().contains("--data FOLDER"), fault.mend());
    }
}
