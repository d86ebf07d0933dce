package dev.turnstone.kiosk.link;

import static dev.turnstone.kiosk.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.kiosk.admit.Passes;
import dev.turnstone.kiosk.roster.HeardFile;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.json.Json;
import io.helidon.http.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterFeedTest {
    private static final PassNumber GUEST = new PassNumber(1);
    private static final SigningKey HUB = key("0123456789abcdef0123456789abcdef");
    private static final SigningKey STRANGER = key("stranger-stranger-stranger-stran");

    @TempDir
    Path folder;

    /** Whoever gets between gate and hub could otherwise revoke the whole house. */
    @Test
    void aPageThatTheHubsKeyHasNotSignedIsNotTakenAndSaidSo() throws Exception {
        var signer = new AtomicReference<SigningKey>(STRANGER);
        try (HttpShell hub = HttpShell.named("hub")
                        .routes(rules -> rules.get("/v1/roster/{event}", (req, res) -> {
                            byte[] body = Json.bytes(revokedInWhole());
                            res.header(
                                    HeaderNames.create(RosterPage.SIGNATURE), RosterPage.signature(body, signer.get()));
                            res.send(body);
                        }))
                        .start();
                HeardFile file = HeardFile.open(folder);
                Roster roster = Roster.open(folder, file, InstantSource.fixed(Passes.TONIGHT));
                RosterFeed feed = new RosterFeed(
                        hub.uri(),
                        SSLContext.getDefault(),
                        Optional.of(HUB.publicKey()),
                        roster,
                        () -> List.of(Passes.EVENT),
                        new Random(1))) {
            feed.start();
            feed.fetch();
            eventually("it says why", () -> feed.trouble().orElse("").contains("not signed"));
            assertFalse(isRevoked(roster));

            signer.set(HUB);
            eventually("what the hub signed is taken", () -> isRevoked(roster));
        }
    }

    private static RosterPage revokedInWhole() {
        var revoked = new RosterChanges.Change(
                Long.toString(1), 0, 1, 1, RosterChanges.Change.REVOKED, Optional.empty(), Optional.empty());
        return new RosterPage(Passes.EVENT.value(), "life-1", 1, 1, List.of(revoked));
    }

    private static boolean isRevoked(Roster roster) {
        return roster.known(Passes.EVENT, GUEST).standing() instanceof Standing.Revoked;
    }

    private static SigningKey key(String seed) {
        return SigningKey.fromSeed(seed.getBytes(StandardCharsets.US_ASCII));
    }
}
