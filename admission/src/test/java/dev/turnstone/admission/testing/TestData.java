package dev.turnstone.admission.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Measures made by others, which are not part of this project: read where TURNSTONE_TEST_DATA says, or skipped. */
public final class TestData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestData() {}

    public static JsonNode json(String name) {
        Optional<String> folder = Optional.ofNullable(System.getenv("TURNSTONE_TEST_DATA"));
        Assumptions.assumeTrue(
                folder.isPresent(), "TURNSTONE_TEST_DATA is not set, so " + name + " was not judged against");
        Path file = Path.of(folder.orElseThrow()).resolve(name);
        Assumptions.assumeTrue(Files.isRegularFile(file), file + " is not there, so it was not judged against");
        return read(file);
    }

    /** A golden file of this project's own. */
    public static JsonNode golden(String resource) {
        try (var stream = TestData.class.getResourceAsStream("/" + resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return JSON.readTree(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
