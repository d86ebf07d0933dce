package dev.turnstone.rehearsal.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.sale.Selling;
import dev.turnstone.rehearsal.sale.SellOut.Result;
import dev.turnstone.rehearsal.stage.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SaleBenchTest {
    private static final long SEED = 45;
    private static SaleHouse house;

    @BeforeAll
    static void open() throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "sale"));
        house = SaleHouse.open(Files.createTempDirectory(parent, "run").toAbsolutePath());
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        Folders.delete(house.folder());
    }

    @Test
    void aSellOutInBucketsSellsEveryTicketAndNotOneMoreAndRefusesNobodyBeforeThat() {
        var clock = InstantSource.system();
        Event event = house.evening(500, 8, clock.instant());
        var selling = new Selling(house.jdbi(), clock, new SecureRandom());

        Result result = new SellOut(house.jdbi(), selling, event).run(1_200, 50, SEED);

        assertTrue(result.exact(500), () -> result + ", seed " + SEED);
    }

    @Test
    void whatPgbenchRunsIsAWholePurchaseAndCanBeRunAgainAndAgain() throws Exception {
        Event event = house.evening(5_000, 8, InstantSource.system().instant());

        String script = SaleBench.script(house, event, InstantSource.system());

        assertEquals(4, script.lines().filter("begin;"::equals).count(), script);
        assertEquals(4, script.lines().filter("commit;"::equals).count(), script);
        for (String table : new String[] {"orders", "order_line", "payment", "ticket", "mail_outbox", "change"}) {
            assertTrue(script.contains("insert into " + table + " ("), () -> table + " in " + script);
        }
        Optional<Pgbench> pgbench = Pgbench.find();
        assumeTrue(pgbench.isPresent(), "pgbench is not installed");
        Path file = Files.writeString(house.folder().resolve("purchase.sql"), script);
        assertTrue(pgbench.get().rate(file, house.port(), 2, 1) > 0);
        assertTrue(house.jdbi()
                        .withHandle(handle -> handle.createQuery(
                                        "select count(*) from orders where event_id = :event and state = 'confirmed'")
                                .bind("event", event.id())
                                .mapTo(Long.class)
                                .one())
                > 1);
    }
}
