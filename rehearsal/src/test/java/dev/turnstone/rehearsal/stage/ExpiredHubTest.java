package dev.turnstone.rehearsal.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.kiosk.link.HubClaims;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.http.ClientAuth;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is out of its dates is a fault with a sentence of its own, and the gate decides alone. */
class ExpiredHubTest implements HubClaims.Answers {
    @TempDir
    Path folder;

    @Test
    void anExpiredCertificateOfTheHubIsSaidAndTheHubIsNotBelieved() throws Exception {
        Instant longAgo = Instant.now().minus(Authority.LIFE).minus(Duration.ofDays(2));
        assertEquals(
                Optional.of("the certificate of the hub has expired; renew it there"),
                trouble(longAgo, said -> said.contains("expired")));
    }

    @Test
    void aCertificateFromTheFutureLeadsStaffToTheClock() throws Exception {
        Instant toCome = Instant.now().plus(Duration.ofDays(300));
        assertEquals(
                Optional.of("the certificate of the hub is not valid yet by the clock of this device; set the clock"),
                trouble(toCome, said -> said.contains("not valid yet")));
    }

    private Optional<String> trouble(Instant issued, Predicate<String> awaited) throws Exception {
        Authority authority = Authority.create(
                "Maguey", folder.resolve("authority"), InstantSource.fixed(issued), new SecureRandom());
        Path hub = folder.resolve("hub");
        Path gate = folder.resolve("gate");
        authority.issue(Subject.hub("hub", "localhost", "127.0.0.1"), Authority.LIFE, hub);
        authority.issue(Subject.device("gate-a"), Authority.LIFE, gate);
        StagedEvent event = new StagedEvent(1, issued, 1);
        try (HttpShell shell = HttpShell.named("hub")
                        .listen("127.0.0.1", 0)
                        .tls(Identity.load(hub), ClientAuth.REQUIRED)
                        .routes(rules -> {})
                        .start();
                HubClaims claims = new HubClaims(
                        URI.create("https://localhost:" + shell.port()),
                        Identity.load(gate).sslContext(),
                        new Settings(event.settingsKey(), kept -> {}),
                        this)) {
            claims.start();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (claims.trouble().filter(awaited).isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertFalse(claims.alive(System.nanoTime()));
            return claims.trouble();
        }
    }

    @Override
    public void answered(PresentationId presentation, Decision decision) {}

    @Override
    public void unanswered(PresentationId presentation) {}
}
