package dev.turnstone.provisioning.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-20T21:30:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void anIssuedChainIsValidUpToTheRoot() throws Exception {
        Authority authority = authority();
        IdentityFolder gate = issued(authority, Subject.device("gate-a"));

        assertEquals(2, gate.chain().size(), "leaf and intermediate; the root is known to the other side");
        validate(gate.chain(), authority.root(), NOW);
        assertEquals("CN=gate-a", gate.leaf().getSubjectX500Principal().getName());
    }

    @Test
    void aCertificateHoldsFromOneHourBeforeItsMakingUntilItsLastSecond() throws Exception {
        Authority authority = authority();
        IdentityFolder gate = issued(authority, Subject.device("gate-a"));

        Instant end = NOW.plus(Authority.LIFE);
        validate(gate.chain(), authority.root(), NOW.minus(Duration.ofHours(1)));
        validate(gate.chain(), authority.root(), end);
        assertThrows(
                CertPathValidatorException.class, () -> validate(gate.chain(), authority.root(), end.plusSeconds(1)));
        assertThrows(
                CertPathValidatorException.class,
                () -> validate(
                        gate.chain(),
                        authority.root(),
                        NOW.minus(Duration.ofHours(1)).minusSeconds(1)));
    }

    @Test
    void aChainOfAnotherAuthorityIsRefused() throws Exception {
        Authority ours = authority();
        Authority theirs = Authority.create("Maguey", folder.resolve("theirs"), InstantSource.fixed(NOW), RANDOM);
        IdentityFolder stranger = issued(theirs, Subject.device("gate-a"));

        assertThrows(CertPathValidatorException.class, () -> validate(stranger.chain(), ours.root(), NOW));
    }

    @Test
    void rightsAreExactlyThoseOfTheRole() throws Exception {
        Authority authority = authority();
        X509Certificate gate = issued(authority, Subject.device("gate-a")).leaf();
        X509Certificate hub = issued(authority, Subject.hub("hub", "localhost", "127.0.0.1", "::1"))
                .leaf();

        String serverAuth = "1.3.6.1.5.5.7.3.1";
        String clientAuth = "1.3.6.1.5.5.7.3.2";
        assertEquals(List.of(clientAuth), gate.getExtendedKeyUsage());
        assertEquals(List.of(serverAuth, clientAuth), hub.getExtendedKeyUsage());
        assertEquals(-1, gate.getBasicConstraints(), "a device's certificate signs no other");
        assertTrue(gate.getKeyUsage()[0], "digitalSignature");
        assertFalse(gate.getKeyUsage()[5], "keyCertSign");
        assertEquals(1, authority.root().getBasicConstraints());
        assertEquals(0, authority.intermediate().getBasicConstraints());
        assertEquals(
                Set.of("2:localhost", "7:127.0.0.1", "7:0:0:0:0:0:0:0:1"),
                Set.copyOf(hub.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(0) + ":" + name.get(1))
                        .toList()));
    }

    @Test
    void aDeviceThatSignsACertificateOfItsOwnConvincesNobody() throws Exception {
        Authority authority = authority();
        Path gateFolder = folder.resolve("gate-a");
        IdentityFolder gate = issued(authority, Subject.device("gate-a"));
        Certificates forger = new Certificates(RANDOM);
        X509Certificate forged = forger.leaf(
                Subject.hub("hub", "localhost"),
                forger.newKeys().getPublic(),
                gate.leaf(),
                Pem.readKey(gateFolder.resolve("key.pem")),
                NOW,
                Duration.ofDays(1));

        List<X509Certificate> chain =
                List.of(forged, gate.chain().get(0), gate.chain().get(1));
        assertThrows(CertPathValidatorException.class, () -> validate(chain, authority.root(), NOW));
    }

    @Test
    void serialNumbersAreLongAndNeverRepeat() throws Exception {
        Authority authority = authority();
        X509Certificate first = issued(authority, Subject.device("gate-a")).leaf();
        X509Certificate second = issued(authority, Subject.device("gate-a")).leaf();

        assertNotEquals(first.getSerialNumber(), second.getSerialNumber());
        assertEquals(127, first.getSerialNumber().bitLength());
    }

    @Test
    void keysAreReadableByTheirOwnerAlone() throws Exception {
        Authority authority = authority();
        issued(authority, Subject.device("gate-a"));

        for (String key : List.of("gate-a/key.pem", "authority/root/key.pem", "authority/intermediate/key.pem")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(key))),
                    key);
        }
    }

    @Test
    void anAuthorityOpenedAgainIssuesUnderTheSameRootWithoutTheRootsKey() throws Exception {
        Authority first = authority();
        Files.delete(folder.resolve("authority/root/key.pem"));

        Authority again = Authority.open(folder.resolve("authority"), InstantSource.fixed(NOW), RANDOM);
        validate(issued(again, Subject.device("gate-b")).chain(), first.root(), NOW);
    }

    @Test
    void anAuthorityIsNeverOverwritten() throws Exception {
        Authority authority = authority();

        assertThrows(IOException.class, this::authority);
        assertEquals(
                authority.root(),
                Authority.open(folder.resolve("authority"), InstantSource.fixed(NOW), RANDOM)
                        .root());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Gate-A", "gate a", "gate/a", "gate+", "#", "gate.a", "gäte"})
    void namesThatMeanSomethingElsewhereAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Subject.device(name));
    }

    @Test
    void aDeviceCannotBearTheHubsName() {
        assertThrows(IllegalArgumentException.class, () -> Subject.device("hub"));
        assertEquals("hub", Subject.hub("hub", "localhost").commonName());
    }

    @Test
    void aNameIsNoLongerThanTheBrokerTakesIt() {
        assertEquals(63, Subject.device("g".repeat(63)).commonName().length());
        assertThrows(IllegalArgumentException.class, () -> Subject.device("g".repeat(64)));
    }

    @Test
    void aHubNeedsANameAndADeviceTakesNone() {
        assertThrows(IllegalArgumentException.class, () -> Subject.hub("hub"));
        assertThrows(IllegalArgumentException.class, () -> new Subject("gate-a", Role.DEVICE, List.of("localhost")));
        assertThrows(IllegalArgumentException.class, () -> Subject.hub("hub", "not a host"));
    }

    private Authority authority() throws IOException, GeneralSecurityException {
        return Authority.create("Maguey", folder.resolve("authority"), InstantSource.fixed(NOW), RANDOM);
    }

    private IdentityFolder issued(Authority authority, Subject subject) throws IOException, GeneralSecurityException {
        Path identity = folder.resolve(subject.commonName());
        authority.issue(subject, Authority.LIFE, identity);
        return new IdentityFolder(identity);
    }

    private static void validate(List<X509Certificate> chain, X509Certificate root, Instant at)
            throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at.truncatedTo(ChronoUnit.SECONDS)));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }
}
