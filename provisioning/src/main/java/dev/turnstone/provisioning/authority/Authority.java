package dev.turnstone.provisioning.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * A venue's certificate authority, in a folder:
 *
 * <pre>
 * root/key.pem                 signs the intermediate, nothing else; stays with provision, off the hub
 * root/certificate.pem         what every device trusts
 * intermediate/key.pem         goes to the hub, which issues and renews the devices' certificates with it
 * intermediate/certificate.pem
 * </pre>
 *
 * An identity it issues is a folder too: {@code key.pem} (PKCS#8, readable by its owner alone),
 * {@code certificate.pem} (the chain, leaf first, with the intermediate) and {@code authority.pem} (the root).
 */
public final class Authority {
    /** Short, because a certificate is renewed at half its life and a lost device ages out by itself. */
    public static final Duration LIFE = Duration.ofDays(30);

    private static final String ROOT = "root";
    private static final String INTERMEDIATE = "intermediate";
    private static final String KEY = "key.pem";
    private static final String CERTIFICATE = "certificate.pem";
    private static final String TRUSTED = "authority.pem";

    private final X509Certificate root;
    private final X509Certificate intermediate;
    private final PrivateKey intermediateKey;
    private final InstantSource clock;
    private final Certificates certificates;

    private Authority(
            X509Certificate root,
            X509Certificate intermediate,
            PrivateKey intermediateKey,
            InstantSource clock,
            Certificates certificates) {
        this.root = root;
        this.intermediate = intermediate;
        this.intermediateKey = intermediateKey;
        this.clock = clock;
        this.certificates = certificates;
    }

    /** Makes a new authority in the folder, which must not hold one: a root is never overwritten. */
    public static Authority create(String venue, Path folder, InstantSource clock, SecureRandom random)
            throws IOException, GeneralSecurityException {
        if (venue.isBlank() || venue.length() > 40) {
            throw new IllegalArgumentException("the venue's name must have 1 to 40 characters");
        }
        if (exists(folder)) {
            throw new IOException(folder + " already holds an authority: every device trusts its root, so it stays");
        }
        Certificates certificates = new Certificates(random);
        KeyPair rootKeys = certificates.newKeys();
        X509Certificate root = certificates.root(venue, rootKeys, clock.instant());
        KeyPair keys = certificates.newKeys();
        X509Certificate intermediate =
                certificates.intermediate(venue, keys.getPublic(), root, rootKeys.getPrivate(), clock.instant());

        write(Files.createDirectories(folder.resolve(INTERMEDIATE)), keys.getPrivate(), intermediate);
        write(Files.createDirectories(folder.resolve(ROOT)), rootKeys.getPrivate(), root);
        return new Authority(root, intermediate, keys.getPrivate(), clock, certificates);
    }

    /** Opens what {@link #create} made. The root's key is not read: nothing here needs it any more. */
    public static Authority open(Path folder, InstantSource clock, SecureRandom random)
            throws IOException, GeneralSecurityException {
        return new Authority(
                Pem.readCertificate(folder.resolve(ROOT).resolve(CERTIFICATE)),
                Pem.readCertificate(folder.resolve(INTERMEDIATE).resolve(CERTIFICATE)),
                Pem.readKey(folder.resolve(INTERMEDIATE).resolve(KEY)),
                clock,
                new Certificates(random));
    }

    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(ROOT).resolve(CERTIFICATE));
    }

    /** Makes a key and a certificate for it, and leaves both in the folder as an identity. */
    public X509Certificate issue(Subject subject, Duration life, Path folder)
            throws IOException, GeneralSecurityException {
        KeyPair keys = certificates.newKeys();
        X509Certificate certificate = sign(subject, keys.getPublic(), life);
        Files.createDirectories(folder);
        Pem.writeKey(folder.resolve(KEY), keys.getPrivate());
        Pem.writeCertificates(folder.resolve(CERTIFICATE), List.of(certificate, intermediate));
        Pem.writeCertificates(folder.resolve(TRUSTED), List.of(root));
        return certificate;
    }

    /** Signs for a key that was made elsewhere, as on a device that enrols. Nothing but the key is taken from it. */
    public X509Certificate sign(Subject subject, PublicKey key, Duration life)
            throws IOException, GeneralSecurityException {
        if (life.isNegative() || life.isZero() || life.compareTo(Duration.ofDays(398)) > 0) {
            throw new IllegalArgumentException("a certificate lives between a moment and 398 days, not " + life);
        }
        return certificates.leaf(subject, key, intermediate, intermediateKey, clock.instant(), life);
    }

    /** What devices trust. */
    public X509Certificate root() {
        return root;
    }

    public X509Certificate intermediate() {
        return intermediate;
    }

    private static void write(Path folder, PrivateKey key, X509Certificate certificate)
            throws IOException, GeneralSecurityException {
        Pem.writeKey(folder.resolve(KEY), key);
        Pem.writeCertificates(folder.resolve(CERTIFICATE), List.of(certificate));
    }
}
