package dev.turnstone.platform.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 32 secret bytes in a file of their own, in hexadecimal. */
public final class KeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final int BYTES = 32;

    private KeyFile() {}

    /** Reads the key, or makes one where there is no file yet, readable by this user alone. */
    public static byte[] readOrMake(String configKey, Path file, RandomGenerator random) {
        try {
            if (!Files.exists(file)) {
                make(file, random);
                LOG.info("{}: a new key was made in {}; keep a copy of it with the backups", configKey, file);
            }
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length == BYTES) {
                return key;
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "%s: %s cannot be read or made (%s)".formatted(configKey, file, e.getMessage()),
                    "Let this user read it, or name another file.",
                    e);
        } catch (IllegalArgumentException e) {
            // Not hexadecimal: said below, as for the wrong length.
        }
        throw new StartFailure(
                "%s: %s does not hold 32 bytes in hexadecimal.".formatted(configKey, file),
                "Restore it from the backup; a new one cannot open what the old one sealed.");
    }

    private static void make(Path file, RandomGenerator random) throws IOException {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, HexFormat.of().formatHex(key));
    }
}
