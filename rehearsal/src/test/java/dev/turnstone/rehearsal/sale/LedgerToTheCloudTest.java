package dev.turnstone.rehearsal.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.cloud.sync.Feed;
import dev.turnstone.cloud.sync.Ledger;
import dev.turnstone.cloud.sync.LedgerRoutes;
import dev.turnstone.hub.cloud.LedgerUpload;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.hub.ledger.Settlement;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.rehearsal.stage.Folders;
import dev.turnstone.rehearsal.venue.Cable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LedgerToTheCloudTest {
    private static final int PASSAGES = 50_000;
    private static final Instant FRIDAY = Instant.parse("2026-03-06T22:00:00Z");
    private static final Duration THREE_DAYS = Duration.ofDays(3);
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JournalId JOURNAL = JournalId.parse("00112233445566778899aabbccddeeff");

    private SaleHouse house;

    @BeforeEach
    void open() throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "sale"));
        house = SaleHouse.open(Files.createTempDirectory(parent, "ledger").toAbsolutePath());
    }

    @AfterEach
    void close() throws IOException {
        house.close();
        Folders.delete(house.folder());
    }

    @Test
    void threeDaysWithoutTheCloudReachItWholeThroughACableThatIsPulledAgainAndAgain() throws Exception {
        long seed = new SplittableRandom().nextLong(1_000_000);
        SplittableRandom random = new SplittableRandom(seed);
        Feed hubs = new Feed(house.jdbi());
        assertTrue(hubs.admitToTheOnlyVenue("the hub's token", FRIDAY));
        try (SqliteLedger ledger = SqliteLedger.open(house.folder().resolve("ledger.db"))) {
            threeDays(ledger);
            try (HttpShell cloud = HttpShell.named("cloud")
                            .listen("127.0.0.1", 0)
                            .routes(rules -> rules.register(new LedgerRoutes(hubs, new Ledger(house.jdbi()))))
                            .start();
                    Cable cable = Cable.lay("cloud", 0, cloud.port());
                    LedgerUpload upload = LedgerUpload.start(
                            URI.create("http://127.0.0.1:" + cable.port()), "the hub's token", ledger.untold())) {
                for (int cut = 0; cut < 5; cut++) {
                    long before = upload.waiting();
                    int some = random.nextInt(1, 9_000);
                    await("some of it is told", () -> upload.waiting() <= Math.max(0, before - some));
                    cable.pull();
                    cable.plug();
                }
                await("all of it is told", () -> upload.waiting() == 0);
                assertEquals(0, upload.notTaken());
            }
        }
        assertEquals(PASSAGES, counted("count(*)"), "seed " + seed);
        assertEquals(PASSAGES, counted("count(distinct pass_number)"));
        assertEquals(PASSAGES, counted("count(*) filter (where settlement = 'completed' and settled_at > shown_at)"));
    }

    private static void threeDays(SqliteLedger ledger) {
        List<Change> batch = new ArrayList<>();
        for (int guest = 0; guest < PASSAGES; guest++) {
            Instant at = FRIDAY.plus(THREE_DAYS.dividedBy(PASSAGES).multipliedBy(guest));
            LedgerRow before = row(guest, at, Settlement.OPEN);
            batch.add(new Change.Presented(Optional.empty(), before));
            batch.add(new Change.Presented(Optional.of(before), row(guest, at, Settlement.COMPLETED)));
            if (batch.size() >= BATCH || guest == PASSAGES - 1) {
                ledger.commit(batch);
                batch.clear();
            }
        }
    }

    private static LedgerRow row(int guest, Instant at, Settlement settlement) {
        boolean settled = settlement != Settlement.OPEN;
        return new LedgerRow(
                new PresentationId(JOURNAL, guest),
                Optional.of(new Shown(
                        new EventId("night"), new PassNumber(guest), 1, 1, 1, Proof.of(new byte[Proof.BYTES]))),
                new Doorway(new DeviceId("gate-a"), new GateId("A"), new LaneId("a-1"), Direction.IN),
                at,
                Optional.of(new Decision.Admit(1, 1)),
                settled ? Optional.of(Basis.HUB) : Optional.empty(),
                settlement,
                settled ? Optional.of(at.plusSeconds(3)) : Optional.empty(),
                Optional.empty());
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "not within " + PATIENCE + ": " + what);
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    private long counted(String what) {
        return house.jdbi()
                .withHandle(handle -> handle.createQuery("select " + what + " from presentation")
                        .mapTo(Long.class)
                        .one());
    }
}
