package dev.turnstone.hub.broker;

import dev.turnstone.platform.identity.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.HexFormat;

/**
 * The hub's identity as the two key stores that HiveMQ wants to read from files.
 *
 * <p>Their password is made anew at every start; it protects nothing that the folder's permissions do
 * not, but the format insists on one.
 */
record StoreFiles(Path keyStore, Path trustStore, String password) {

    static StoreFiles write(Identity identity, Path folder, SecureRandom random) {
        byte[] drawn = new byte[16];
        random.nextBytes(drawn);
        String password = HexFormat.of().formatHex(drawn);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "hub",
                    identity.key(),
                    password.toCharArray(),
                    identity.chain().toArray(Certificate[]::new));
            return new StoreFiles(
                    save(keys, folder.resolve("keys.p12"), password),
                    save(identity.trustStore(), folder.resolve("trusted.p12"), password),
                    password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the hub's identity cannot be given to its broker", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path save(KeyStore store, Path file, String password) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
