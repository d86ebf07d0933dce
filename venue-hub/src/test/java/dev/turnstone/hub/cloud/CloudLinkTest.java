package dev.turnstone.hub.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.testing.Await;
import dev.turnstone.hub.testing.CloudServer;
import dev.turnstone.hub.testing.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudLinkTest {
    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(3, now).withEvent(100);

    @Test
    void newsArriveAndTheLinkResumesByItselfWhenTheCloudWasAway() {
        try (Roster roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
                CloudServer server = CloudServer.start(cloud);
                CloudLink link = CloudLink.start(server.uri(), "secret", roster, InstantSource.system())) {
            Await.until(
                    "the event is known", () -> roster.sheet(TestCloud.EVENT).isPresent());
            Pass first = cloud.sell();
            Await.until("the pass is known", () -> knows(roster, first));
            assertTrue(link.standing().reached());

            int port = server.port();
            server.away();
            Await.until("the link has noticed", () -> !link.standing().reached());
            Pass second = cloud.sell();
            assertTrue(knows(roster, first), "what is known stays known");
            server.back(port);
            Await.until("the news of the outage arrive", Duration.ofSeconds(30), () -> knows(roster, second));
            assertTrue(link.standing().reached());
            assertEquals(4, roster.position().position());
        }
    }

    @Test
    void aWrongTokenIsSaidAndTriedAgain() {
        try (Roster roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
                CloudServer server = CloudServer.start(cloud);
                CloudLink link = CloudLink.start(server.uri(), "wrong", roster, InstantSource.system())) {
            Await.until("the status is said", () -> link.standing().detail().contains("401"));
            assertEquals(0, roster.position().position());
        }
    }

    @Test
    void aFaultWhileAPageIsTakenDoesNotEndTheLink() {
        AtomicBoolean faulty = new AtomicBoolean(true);
        try (Roster roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey())) {
            roster.onSetting(setting -> {
                if (faulty.getAndSet(false)) {
                    throw new UnsupportedOperationException("a listener's fault");
                }
            });
            try (CloudServer server = CloudServer.start(cloud);
                    CloudLink link = CloudLink.start(server.uri(), "secret", roster, InstantSource.system())) {
                Await.until("the fault has happened", () -> !faulty.get());
                Pass sold = cloud.sell();
                Await.until("the pass is known", () -> knows(roster, sold));
                Await.until("the link is well", () -> link.standing().reached());
            }
        }
    }

    private static boolean knows(Roster roster, Pass pass) {
        return roster.pass(new PassKey(TestCloud.EVENT, pass.body().number())).isPresent();
    }
}
