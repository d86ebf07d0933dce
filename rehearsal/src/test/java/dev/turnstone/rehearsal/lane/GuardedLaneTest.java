package dev.turnstone.rehearsal.lane;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.kiosk.lane.RemoteLane;
import dev.turnstone.platform.http.ClientAuth;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import dev.turnstone.turnstile.grant.GrantDesk;
import dev.turnstone.turnstile.grant.GrantRoutes;
import dev.turnstone.turnstile.grant.RecentNews;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.Lanes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane's controller with certificates of a venue's authority, and who gets to speak to it. */
class GuardedLaneTest {
    private static final SigningKey KEY = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final LaneId LANE = new LaneId("a-1");

    @TempDir
    private Path folder;

    @Test
    void onlyWhoHasACertificateOfTheVenueSpeaksToALanesController() throws Exception {
        Authority authority =
                Authority.create("Maguey", folder.resolve("authority"), InstantSource.system(), new SecureRandom());
        authority.issue(Subject.controller("lane-a-1", "localhost"), Authority.LIFE, folder.resolve("lane"));
        authority.issue(Subject.device("gate-a"), Authority.LIFE, folder.resolve("gate"));
        try (Lane there = Lanes.open(LaneSettings.simulated(LANE, Direction.IN, Optional.empty()));
                HttpShell shell = controller(there);
                RemoteLane gate =
                        remote(shell, Identity.load(folder.resolve("gate")).sslContext());
                RemoteLane stranger = remote(shell, SSLContext.getDefault())) {
            granted(gate);

            assertInstanceOf(GrantResult.Refused.class, stranger.grant(Direction.IN));
            HttpClient nameless =
                    HttpClient.newBuilder().sslContext(trustingOnly(authority)).build();
            HttpRequest request =
                    HttpRequest.newBuilder(shell.uri().resolve("/v1/lane/news")).build();
            assertThrows(IOException.class, () -> nameless.send(request, BodyHandlers.ofString()));
        }
    }

    /** A first handshake may take longer than a guest is made to wait: then the guest shows the pass again. */
    private static void granted(RemoteLane gate) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!(gate.grant(Direction.IN) instanceof GrantResult.Granted)) {
            assertTrue(System.nanoTime() - deadline < 0, "the gate is not heard");
        }
    }

    private HttpShell controller(Lane lane) {
        GrantDesk desk = new GrantDesk(lane, List.of(KEY.publicKey()), new Random(5), System::nanoTime);
        return HttpShell.named("grants")
                .tls(Identity.load(folder.resolve("lane")), ClientAuth.REQUIRED)
                .routes(new GrantRoutes(lane, desk, RecentNews.of(lane), "life")::routing)
                .start();
    }

    private static RemoteLane remote(HttpShell controller, SSLContext identity) {
        URI uri = URI.create("https://localhost:" + controller.port());
        return new RemoteLane(LANE, uri, identity, KEY, new Random(9));
    }

    /** Somebody who knows the venue and whom the venue does not know. */
    private static SSLContext trustingOnly(Authority authority) throws Exception {
        var store = java.security.KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setCertificateEntry("root", authority.root());
        var trust =
                javax.net.ssl.TrustManagerFactory.getInstance(javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
