package dev.turnstone.kiosk.lane;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.app.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key with which this gate opens a lane that has a controller of its own. It is made on the gate, never leaves it,
 * and opens that one lane: it signs no pass.
 */
final class PairingKey {
    private static final Logger LOG = LoggerFactory.getLogger(PairingKey.class);

    private PairingKey() {}

    static SigningKey openOrMake(Path file, RandomGenerator random) {
        try {
            if (!Files.exists(file)) {
                make(file, random);
            }
            return SigningKey.fromSeed(
                    HexFormat.of().parseHex(Files.readString(file).strip()));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(
                    "The key to the lane's controller in %s cannot be used: %s.".formatted(file, e.getMessage()),
                    "Delete it, start again, and pair the controller with the new key.",
                    e);
        }
    }

    /** Said at every start: whoever sets up the controller needs it, and it is no secret. */
    static void tell(LaneId lane, SigningKey key) {
        LOG.info(
                "Lane {} opens to the public key {}: its controller needs it in grants.paired",
                lane,
                key.publicKey().hex());
    }

    /** Readable by its owner alone, and whole or not at all. */
    private static void make(Path file, RandomGenerator random) throws IOException {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(seed);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, HexFormat.of().formatHex(seed) + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
