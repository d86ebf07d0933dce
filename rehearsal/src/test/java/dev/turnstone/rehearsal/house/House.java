package dev.turnstone.rehearsal.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;

/** The whole house as its rules see it: every class that ships, and the folder it is built in. */
final class House {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // Tests that another module shares: a folder while one builds, a jar once it is packed.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.turnstone");

    private House() {}

    /** The checkout, from wherever the tests were started. */
    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("turnstone")) && Files.isDirectory(folder.resolve("admission"))) {
                return folder;
            }
        }
        throw new AssertionError("started outside of the checkout");
    }
}
