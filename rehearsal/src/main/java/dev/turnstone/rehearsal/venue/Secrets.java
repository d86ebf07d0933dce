package dev.turnstone.rehearsal.venue;

import dev.turnstone.admission.key.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Keys and tokens of this rehearsal: made at its first start, each in a file that its owner alone reads. */
public final class Secrets {
    private static final HexFormat HEX = HexFormat.of();

    private final Path folder;
    private final SecureRandom random;

    public Secrets(Path folder, SecureRandom random) {
        this.folder = folder;
        this.random = random;
    }

    /** The cloud signs settings with it; hub and gates know its public half. */
    public Path settingsSeedFile() {
        return seedFile("settings.seed");
    }

    public String settingsPublicKey() {
        return publicKey(settingsSeedFile());
    }

    /** Guards the issuing keys in the cloud's database. */
    public Path issuingMasterFile() {
        return seedFile("issuing.master");
    }

    /** The hub signs its own word with it; gates know its public half. */
    public Path signingSeedFile() {
        return seedFile("signing.seed");
    }

    public String signingPublicKey() {
        return publicKey(signingSeedFile());
    }

    public String hubToken() {
        return token("hub.token");
    }

    /** With which whoever rehearses signs in at the hub. */
    public String staffPin() {
        Path file = folder.resolve("staff.pin");
        if (!Files.exists(file)) {
            write(file, "%06d".formatted(random.nextInt(1_000_000)));
        }
        return read(file);
    }

    public String stripeSecretKey() {
        return "sk_test_" + token("stripe.secret");
    }

    public String stripePublishableKey() {
        return "pk_test_" + token("stripe.publishable");
    }

    public String stripeWebhookSecret() {
        return "whsec_" + token("stripe.webhook");
    }

    public String mailKey() {
        return "re_" + token("mail.key");
    }

    private static String publicKey(Path seed) {
        return SigningKey.fromSeed(HEX.parseHex(read(seed))).publicKey().hex();
    }

    private Path seedFile(String name) {
        return made(name, 32);
    }

    private String token(String name) {
        return read(made(name, 16));
    }

    private Path made(String name, int bytes) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            byte[] fresh = new byte[bytes];
            random.nextBytes(fresh);
            write(file, HEX.formatHex(fresh));
        }
        return file;
    }

    /** Makes a file that its owner alone may read. */
    static void write(Path file, String text) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
