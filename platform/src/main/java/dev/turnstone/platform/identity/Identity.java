package dev.turnstone.platform.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who a device is: its key, the certificate chain that vouches for it, and the root it trusts in others.
 *
 * <pre>
 *   key.pem          PKCS#8, read by its owner alone
 *   certificate.pem  the chain, its own certificate first
 *   authority.pem    the venue's root
 * </pre>
 */
public final class Identity {
    private static final char[] NO_PASSWORD = new char[0];

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final List<X509Certificate> trusted;

    private Identity(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> trusted) {
        this.key = key;
        this.chain = chain;
        this.trusted = trusted;
    }

    public static Identity load(Path folder) {
        try {
            var chain = certificates(folder.resolve("certificate.pem"));
            var trusted = certificates(folder.resolve("authority.pem"));
            var key = privateKey(
                    folder.resolve("key.pem"), chain.getFirst().getPublicKey().getAlgorithm());
            return new Identity(key, chain, trusted);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IdentityException(
                    "The identity in %s cannot be used: %s. Enrol this device again.".formatted(folder, reason(e)), e);
        }
    }

    public PrivateKey key() {
        return key;
    }

    public List<X509Certificate> chain() {
        return chain;
    }

    public List<X509Certificate> trusted() {
        return trusted;
    }

    public String commonName() {
        return commonName(chain.getFirst()).orElseThrow();
    }

    /** Since when it holds: it cannot be earlier now. */
    public Instant issued() {
        return chain.getFirst().getNotBefore().toInstant();
    }

    public Instant expires() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** The name that a certificate was issued to; its topics and rights hang on it. */
    public static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> rdn.getValue().toString())
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    public SSLContext sslContext() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(), NO_PASSWORD);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IdentityException("TLS cannot be set up from this identity: " + reason(e), e);
        }
    }

    /** For libraries that want a store of Java's own; its password is empty, as it never leaves the process. */
    public KeyStore keyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("device", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
        return store;
    }

    public KeyStore trustStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("authority-" + i, trusted.get(i));
        }
        return store;
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(file.getFileName() + " holds no certificate");
            }
            return found;
        }
    }

    private static PrivateKey privateKey(Path file, String algorithm) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file);
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private static String reason(Exception e) {
        return e instanceof java.nio.file.NoSuchFileException missing
                ? missing.getFile() + " is missing"
                : String.valueOf(e.getMessage());
    }
}
