package dev.turnstone.rehearsal.venue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the JVM has learnt about each part's classes, kept for its next start. An archive holds only for the very jars it
 * was made from, so it carries their mark in its name, and those of other jars are thrown away.
 */
final class Archives {
    private final Path folder;
    private final String mark;

    private final boolean possible;

    private Archives(Path folder, String mark, boolean possible) {
        this.folder = folder;
        this.possible = possible;
        this.mark = mark;
    }

    static Archives in(Path folder) throws IOException {
        Files.createDirectories(folder);
        boolean onlyJars = true;
        long sum = Runtime.version().toString().hashCode();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            File file = new File(jar);
            onlyJars &= file.isFile();
            sum = 31 * (31 * (31 * sum + jar.hashCode()) + file.length()) + file.lastModified();
        }
        Archives archives = new Archives(folder, Long.toHexString(sum), onlyJars);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().endsWith(archives.ending())) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return archives;
    }

    /** Empty where classes lie in folders: the JVM archives those of jars alone. */
    Optional<Path> of(String mainClass) {
        return possible ? Optional.of(folder.resolve(mainClass + ending())) : Optional.empty();
    }

    private String ending() {
        return "-" + mark + ".jsa";
    }
}
