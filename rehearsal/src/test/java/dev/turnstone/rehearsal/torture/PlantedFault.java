package dev.turnstone.rehearsal.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;

/** One class of ours with a mistake in it, compiled into a folder that a part finds before the right one. */
final class PlantedFault {
    private PlantedFault() {}

    /** @param source below the checkout, with each text replaced by its mistake; all must be there, once */
    static Path compiled(Path source, Map<String, String> mistakes, Path folder) throws IOException {
        String text = Files.readString(checkout().resolve(source));
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            assertEquals(2, text.split(java.util.regex.Pattern.quote(mistake.getKey()), -1).length, mistake.getKey());
            text = text.replace(mistake.getKey(), mistake.getValue());
        }
        Path faulty = Files.createDirectories(folder.resolve("src")).resolve(source.getFileName());
        Files.writeString(faulty, text);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        faulty.toString());
        assertEquals(0, code, "the planted fault does not compile");
        return classes;
    }

    /** Whose tests run in a module's folder. */
    private static Path checkout() {
        Path here = Path.of("").toAbsolutePath();
        Path root = new File(here.toFile(), "turnstone").isFile() ? here : here.getParent();
        assertTrue(Files.isRegularFile(root.resolve("turnstone")), root.toString());
        return root;
    }
}
