package dev.turnstone.rehearsal.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.hub.ledger.Settlement;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.rehearsal.stage.SmallCard;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.rehearsal.stage.StagedGate;
import dev.turnstone.rehearsal.stage.StagedHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real gate whose card runs full while guests come, before a real hub: staff are told, guests referred, nothing lost. */
class FullCardTest {
    private static final int GUESTS = 12;

    @TempDir
    Path folder;

    @Test
    void guestsAreReferredWhileTheCardIsFullAndLetInAgainOnceThereIsRoom() throws Exception {
        InstantSource clock = InstantSource.system();
        StagedEvent event = new StagedEvent(5, clock.instant(), 1);
        event.enter(Files.createDirectories(StagedHub.data(folder)), GUESTS, GUESTS);
        List<Integer> risen = new ArrayList<>();
        List<Integer> referred = new ArrayList<>();
        try (SmallCard card = SmallCard.mount(folder.resolve("card"));
                StagedHub hub = StagedHub.start(folder, event, clock)) {
            try (StagedGate gate = new StagedGate(folder, card.folder(), event, hub)) {
                gate.start(List.of(), List.of());
                gate.awaitReady();
                await("settings", () -> says(gate, "settings", "\"up\""));
                int pass = 0;
                present(gate, event, pass++, risen, referred);
                assertEquals(List.of(0), risen);

                card.fill();
                while (referred.isEmpty() && pass < GUESTS - 1) {
                    present(gate, event, pass++, risen, referred);
                }
                assertTrue(gate.metrics().contains("answer=\"refer_storage_fault\""), gate.log());
                assertTrue(
                        says(gate, "journal", "the card is full"), gate.health().toString());

                card.clear();
                await("the journal to be well", () -> says(gate, "journal", "\"up\""));
                present(gate, event, pass, risen, referred);
                assertEquals(pass, risen.getLast());
                await(
                        "all of them to have passed",
                        () -> counted(gate, "gate_passages_total{passage=\"completed\"}") == risen.size());
                await("the drain", () -> says(gate, "journal", " 0 not yet"));
            }
        }
        try (SqliteLedger ledger = SqliteLedger.open(StagedHub.data(folder).resolve("ledger.db"))) {
            List<LedgerRow> rows = ledger.newest(1_000);
            assertEquals(List.of(), GateTorture.entries(rows, risen, event));
            for (int pass : referred) {
                PassNumber number = event.pass(pass).number();
                assertTrue(
                        rows.stream()
                                .filter(row -> row.shown()
                                        .filter(shown -> shown.number().equals(number))
                                        .isPresent())
                                .allMatch(row -> row.settlement() == Settlement.TURNED_AWAY),
                        "who was referred has used nothing: " + rows);
            }
        }
    }

    /** Shows a pass until its guest is let in or referred to staff. */
    private static void present(
            StagedGate gate, StagedEvent event, int pass, List<Integer> risen, List<Integer> referred)
            throws Exception {
        int rises = gate.rises().size();
        long answered = referrals(gate);
        gate.show(event.text(pass));
        await("an answer", () -> gate.rises().size() > rises || referrals(gate) > answered);
        (gate.rises().size() > rises ? risen : referred).add(pass);
    }

    private static long referrals(StagedGate gate) throws InterruptedException {
        return counted(gate, "gate_presentations_total{answer=\"refer");
    }

    private static long counted(StagedGate gate, String figure) throws InterruptedException {
        return gate.metrics()
                .lines()
                .filter(line -> line.startsWith(figure))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static boolean says(StagedGate gate, String part, String word) throws InterruptedException {
        return gate.health().path("parts").path(part).toString().contains(word);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - deadline < 0, "waited in vain for " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
