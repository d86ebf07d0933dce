package dev.turnstone.provisioning.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The three shapes of certificate there are here, each with exactly the rights it needs. */
final class Certificates {
    /** Clocks disagree: a certificate made this minute must already hold on a device that is a little behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final Duration ROOT_LIFE = Duration.ofDays(20 * 365);
    private static final Duration INTERMEDIATE_LIFE = Duration.ofDays(5 * 365);

    private final SecureRandom random;

    Certificates(SecureRandom random) {
        this.random = random;
    }

    KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    X509Certificate root(String venue, KeyPair keys, Instant now) throws GeneralSecurityException, IOException {
        X500Name name = name(venue, "venue authority");
        X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), now, ROOT_LIFE);
        // One intermediate may stand below the root, and only end entities below that.
        addAuthorityExtensions(builder, keys.getPublic(), keys.getPublic(), 1);
        return sign(builder, keys.getPrivate());
    }

    X509Certificate intermediate(String venue, PublicKey key, X509Certificate root, PrivateKey rootKey, Instant now)
            throws GeneralSecurityException, IOException {
        X509v3CertificateBuilder builder =
                builder(subjectOf(root), name(venue, "hub authority"), key, now, INTERMEDIATE_LIFE);
        addAuthorityExtensions(builder, key, root.getPublicKey(), 0);
        return sign(builder, rootKey);
    }

    X509Certificate leaf(
            Subject subject, PublicKey key, X509Certificate issuer, PrivateKey issuerKey, Instant now, Duration life)
            throws GeneralSecurityException, IOException {
        X500Name name =
                new X500NameBuilder().addRDN(BCStyle.CN, subject.commonName()).build();
        X509v3CertificateBuilder builder = builder(subjectOf(issuer), name, key, now, life);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, purposes(subject.role()));
        addKeyIdentifiers(builder, key, issuer.getPublicKey());
        if (!subject.names().isEmpty()) {
            builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(subject));
        }
        return sign(builder, issuerKey);
    }

    private static ExtendedKeyUsage purposes(Role role) {
        return switch (role) {
            case HUB ->
                new ExtendedKeyUsage(new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
            case DEVICE -> new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
            case CONTROLLER -> new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
        };
    }

    private static GeneralNames alternativeNames(Subject subject) {
        return new GeneralNames(subject.names().stream()
                .map(name ->
                        new GeneralName(Subject.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static void addAuthorityExtensions(
            X509v3CertificateBuilder builder, PublicKey key, PublicKey issuerKey, int pathLength)
            throws GeneralSecurityException, IOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        addKeyIdentifiers(builder, key, issuerKey);
    }

    private static void addKeyIdentifiers(X509v3CertificateBuilder builder, PublicKey key, PublicKey issuerKey)
            throws GeneralSecurityException, IOException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        ASN1Encodable ofSubject = identifiers.createSubjectKeyIdentifier(key);
        ASN1Encodable ofIssuer = identifiers.createAuthorityKeyIdentifier(issuerKey);
        builder.addExtension(Extension.subjectKeyIdentifier, false, ofSubject);
        builder.addExtension(Extension.authorityKeyIdentifier, false, ofIssuer);
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life) {
        Instant from = now.minus(BACKDATED).truncatedTo(ChronoUnit.SECONDS);
        Instant until = now.plus(life).truncatedTo(ChronoUnit.SECONDS);
        return new JcaX509v3CertificateBuilder(issuer, serial(), Date.from(from), Date.from(until), subject, key);
    }

    /** 127 random bits with the top one set: positive, unguessable, and never two alike. */
    private BigInteger serial() {
        return new BigInteger(127, random).setBit(126);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("the certificate could not be signed", e);
        }
    }

    private static X500Name name(String venue, String office) {
        return new X500NameBuilder()
                .addRDN(BCStyle.O, venue)
                .addRDN(BCStyle.CN, venue + " " + office)
                .build();
    }

    private static X500Name subjectOf(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }
}
